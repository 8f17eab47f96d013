"""Honest headers of the columns of each entity."""

HEADERS: dict[str, tuple[str, ...]] = {
    entity: tuple(names.split(","))
    for entity, names in {
        "TW_NATIONAL_ID": "身分證字號,身份證字號,國民身分證統一編號,身分證統一編號,身分證號碼,申請人身分證字號,統號,"
        "權利人統編(身分證),身分證號,所有權人ID,national_id,ID No.,id_number,證號",
        "TW_RESIDENT_ID": "居留證號,統一證號,居留證統一證號,外來人口統一證號,外籍人士統一證號,ARC No.,居留證號碼,"
        "resident_id,UI No.",
        "TW_PASSPORT": "護照號碼,護照號,Passport No.,passport,護照,旅行證件號碼(護照),passport_no",
        "TW_UBN": "統一編號,統編,公司統編,營利事業統一編號,營業人統一編號,買受人統編,廠商統編,Tax ID,ubn,"
        "公司統一編號,扣繳單位統一編號",
        "TW_NHI_CARD": "健保卡號,健保卡卡號,健保卡號碼,全民健保卡號,NHI Card No.,IC卡號(健保),nhi_card",
        "TW_MEDICAL_RECORD": "病歷號,病歷號碼,病歷編號,MRN,chart_no,病歷碼,Medical Record No.",
        "TW_HOUSEHOLD_NO": "戶號,戶籍戶號,戶口名簿戶號,household_no,原戶號,Household No.",
        "TW_CITIZEN_CERT": "自然人憑證號碼,自然人憑證條碼,自然人憑證卡號,憑證號碼(自然人),citizen_cert_no,自然人憑證載具",
        "TW_MOBILE": "手機,手機號碼,行動電話,聯絡手機,申請人手機,連絡行動電話,行動電話號碼,mobile,Cell Phone,"
        "mobile_no,手機1,簡訊通知號碼",
        "TW_LANDLINE": "電話,市話,聯絡電話,電話號碼,公司電話,住家電話,連絡電話,電話(公),TEL,phone,傳真,傳真號碼,"
        "承辦人電話,辦公室電話,office_tel,電話(日)",
        "TW_ADDRESS": "地址,住址,戶籍地址,通訊地址,通訊處,聯絡地址,營業地址,居住地址,送達地址,門牌,建物門牌,房屋坐落,"
        "address,mailing_address,Home Address,公司地址,事故地點,場所地址",
        "TW_LAND_PARCEL": "地號,土地坐落,地段地號,坐落地號,標的地號,土地標示,地籍,land_no,parcel_no,申請地號,土地坐落地號",
        "TW_PLATE": "車牌,車牌號碼,車號,牌照號碼,牌照號,違規車號,plate_no,License Plate,機車車號,車籍號牌,plate",
        "TW_BANK_ACCOUNT": "帳號,銀行帳號,匯款帳號,入帳帳號,存款帳號,金融機構帳號,郵局帳號,撥款帳號,bank_account,"
        "Account No.,退稅帳號,account_no",
        "TW_INVOICE_CARRIER": "手機條碼,手機條碼載具,載具號碼,發票載具,電子發票載具,carrier,載具,invoice_carrier",
        "CREDIT_CARD": "信用卡號,信用卡卡號,刷卡卡號,credit_card,Card Number,繳費信用卡,card_no,信用卡號碼",
        "EMAIL_ADDRESS": "電子郵件,電子信箱,E-mail,email,Email,信箱,電郵,聯絡信箱,mail,e-mail address",
        "IP_ADDRESS": "IP,IP位址,來源IP,登入IP,連線位址,ip_address,client_ip,使用者IP,Source IP",
        "LINE_ID": "LINE ID,LINE帳號,Line ID,賴ID,line_id,LINE",
        "BIRTH_DATE": "出生日期,生日,出生年月日,出生日,申請人生日,birthday,date_of_birth,DOB,birth_date,"
        "出生年月日(民國),被保險人生日",
        "PERSON": "姓名,申請人,申請人姓名,所有權人,承辦人,負責人,聯絡人,戶長,權利人,義務人,代理人,車主,納稅義務人,name,"
        "Full Name,Contact Person,owner,登記名義人,里長,陳情人,被繼承人,戶名,病患姓名,代表人",
    }.items()
}

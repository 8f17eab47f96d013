"""Fill the crate validator's cache with the RO-Crate 1.1 context that rocrate 0.10 carries: so it needs no network.

Run by the validator's own interpreter: ``python crate_context.py CACHE``; what it needs is not installed beside the tests.
"""

import io
import sys
from pathlib import Path

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
ACCEPT = {"Accept": "application/ld+json, application/json"}


def main(cache: str) -> int:
    import requests
    import requests_cache
    import rocrate
    from requests.adapters import BaseAdapter

    shipped = (Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_bytes()

    class Shipped(BaseAdapter):
        """Answers every question with the shipped context."""

        def send(self, request, **_):
            answer = requests.Response()
            answer.status_code, answer.url, answer.request = 200, request.url, request
            answer.headers["Content-Type"] = "application/ld+json"
            raw = requests.packages.urllib3.HTTPResponse
            answer.raw = raw(io.BytesIO(shipped), headers=answer.headers, status=200, preload_content=False)
            return answer

        def close(self):
            """Hold nothing."""

    session = requests_cache.CachedSession(cache, backend="sqlite", expire_after=-1)
    session.mount("https://", Shipped())
    return int(session.get(CONTEXT, headers=ACCEPT).json()["@id"] != CONTEXT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

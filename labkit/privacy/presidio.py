"""The same recognizers as Presidio's: its engine without a model (``no_op``), with an enhancer that knows Chinese context.

Presidio's own enhancer looks for context among NLP tokens; without a model there are none. Ours looks in the window of
characters around the value, and in the column's name that is passed as context.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from labkit.privacy.detection.context import named, score_of
from labkit.privacy.detection.spans import Span, plain_text, settled
from labkit.privacy.recognizer import KEEP, RECOGNIZERS, Pattern, Recognizer

LANGUAGE = "zh"


def analyzer() -> Any:
    """Return a Presidio ``AnalyzerEngine`` that carries labkit's recognizers; no model, no network, no log handler."""
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: PLC0415
    from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: PLC0415

    settings = {"nlp_engine_name": "no_op", "models": [{"lang_code": LANGUAGE, "model_name": "no_op"}]}
    recognizers = [made for one in RECOGNIZERS.values() for made in _recognizers(one)]
    registry = RecognizerRegistry(recognizers=recognizers, supported_languages=[LANGUAGE])
    engine = NlpEngineProvider(nlp_configuration=settings).create_engine()
    return AnalyzerEngine(
        registry=registry,
        nlp_engine=engine,
        supported_languages=[LANGUAGE],
        context_aware_enhancer=_enhancer(),
        default_score_threshold=KEEP,
    )


def analyze(engine: Any, text: str, *, column: str = "") -> list[tuple[str, int, int]]:
    """Return entity, start and end of what the engine finds in ``text``, in NFKC positions, overlaps settled as ours."""
    plain = plain_text(text)
    return spans_of_results(engine.analyze(plain, language=LANGUAGE, context=[column] if column else None))


def spans_of_results(results: list[Any]) -> list[tuple[str, int, int]]:
    """Return Presidio's results as entity, start and end, the surest kept where two overlap."""
    found = settled(Span(one.entity_type, one.start, one.end, round(one.score, 2)) for one in results)
    return sorted((one.entity, one.start, one.end) for one in found)


def _recognizers(plug: Recognizer) -> list[Any]:
    """Return Presidio's recognizers of a kind: one for each check, and each way of being spoken for.

    Presidio drops the weaker of two equal spans inside one recognizer before it asks for context.
    """
    groups: dict[tuple[Callable[[str], bool], object, bool], list[int]] = {}
    for number, form in enumerate(plug.patterns):
        groups.setdefault((form.check or plug.check, form.names, form.cell), []).append(number)
    return [_recognizer(plug, check, numbers) for (check, _, _), numbers in groups.items()]


def _recognizer(plug: Recognizer, check: Callable[[str], bool], numbers: list[int]) -> Any:
    from presidio_analyzer import Pattern as Form  # noqa: PLC0415
    from presidio_analyzer import PatternRecognizer  # noqa: PLC0415

    class Checked(PatternRecognizer):
        def validate_result(self, pattern_text: str) -> bool | None:
            return None if check(pattern_text) else False

    return Checked(
        supported_entity=plug.entity,
        patterns=[Form(f"{plug.entity}:{n}", plug.patterns[n].regex, plug.patterns[n].score) for n in numbers],
        supported_language=LANGUAGE,
        global_regex_flags=0,
    )


def _enhancer() -> Any:
    from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer  # noqa: PLC0415

    plugs = {one.entity: one for one in RECOGNIZERS.values()}

    class Window(ContextAwareEnhancer):
        def __init__(self) -> None:
            super().__init__(0.35, 0.4, 12, 6)

        def enhance_using_context(
            self,
            text: str,
            raw_results: list[Any],
            nlp_artifacts: Any,
            recognizers: list[Any],
            context: list[str] | None = None,
        ) -> list[Any]:
            del nlp_artifacts, recognizers
            column = "".join(context or [])
            for result in raw_results:
                entity, _, number = result.analysis_explanation.pattern_name.partition(":")
                result.score = _score(plugs[entity], plugs[entity].patterns[int(number)], text, result, column)
            return raw_results

    return Window()


def _score(plug: Recognizer, form: Pattern, text: str, result: Any, column: str) -> float:
    spoken = named(plug, column)
    if form not in plug.forms(column, spoken=spoken):
        return 0.0
    return score_of(plug, form, text, (result.start, result.end), spoken=spoken)

"""The same recognizers as Presidio's: its engine without a model (``no_op``), with an enhancer that knows Chinese context.

Presidio's own enhancer looks for context among NLP tokens; without a model there are none. Ours looks in the window of
characters before the value, and in the column's name that is passed as context.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from labkit.privacy.recognizer import RECOGNIZERS, WINDOW, Recognizer

LANGUAGE = "zh"
BOOST = 0.35


def analyzer() -> Any:
    """Return a Presidio ``AnalyzerEngine`` that carries labkit's recognizers; no model, no network, no log handler."""
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: PLC0415
    from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: PLC0415

    settings = {"nlp_engine_name": "no_op", "models": [{"lang_code": LANGUAGE, "model_name": "no_op"}]}
    registry = RecognizerRegistry(
        recognizers=[_recognizer(one) for one in RECOGNIZERS.values()], supported_languages=[LANGUAGE]
    )
    engine = NlpEngineProvider(nlp_configuration=settings).create_engine()
    return AnalyzerEngine(
        registry=registry, nlp_engine=engine, supported_languages=[LANGUAGE], context_aware_enhancer=_enhancer()
    )


def analyze(engine: Any, text: str, *, column: str = "") -> list[tuple[str, int, int]]:
    """Return entity, start and end of what the engine finds in ``text``, in NFKC positions."""
    plain = unicodedata.normalize("NFKC", text)
    found = engine.analyze(plain, language=LANGUAGE, context=[column] if column else None)
    return sorted((one.entity_type, one.start, one.end) for one in found)


def _recognizer(plug: Recognizer) -> Any:
    from presidio_analyzer import Pattern, PatternRecognizer  # noqa: PLC0415

    class Checked(PatternRecognizer):
        def validate_result(self, pattern_text: str) -> bool | None:
            return None if plug.check(pattern_text) else False

    patterns = [Pattern(f"{plug.entity}-{i}", pattern, plug.score) for i, pattern in enumerate(plug.patterns)]
    return Checked(
        supported_entity=plug.entity,
        patterns=patterns,
        context=list(plug.words),
        supported_language=LANGUAGE,
        global_regex_flags=0,
    )


def _enhancer() -> Any:
    from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer  # noqa: PLC0415

    class Window(ContextAwareEnhancer):
        def __init__(self) -> None:
            super().__init__(BOOST, 0.4, WINDOW, 0)

        def enhance_using_context(
            self,
            text: str,
            raw_results: list[Any],
            nlp_artifacts: Any,
            recognizers: list[Any],
            context: list[str] | None = None,
        ) -> list[Any]:
            del nlp_artifacts
            words = {one.supported_entities[0]: one.context or [] for one in recognizers}
            for result in raw_results:
                window = text[max(0, result.start - WINDOW) : result.start] + "".join(context or [])
                if any(word in window for word in words.get(result.entity_type, [])):
                    result.score = min(1.0, result.score + BOOST)
            return raw_results

    return Window()

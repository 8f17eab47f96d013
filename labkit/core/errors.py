"""Every refusal that labkit can speak, as one tree.

::

    LabkitError
    ├── FileError         FileMissing · FileEmpty · NotATable · WorkbookLocked · FileBroken · FormatUnknown · FileExists · OutsideFolder
    ├── TableError        UnknownColumn · UnknownTable · DuplicateColumn · TooManyRows · LayoutRefused · CellsRefused · NotNumeric · NotGroupable
    │                     NotDrawable
    ├── SpecError         SpecSyntax · SpecInvalid
    ├── ExpressionError   ExpressionSyntax · ExpressionType
    ├── CleaningError     StepRefused · EmptiesTable · FieldsChanged
    ├── LinkingError      NotOneToOne
    ├── PrivacyError      KeyMissing · KeyWeak · PolicyIncomplete · StillIdentifies · NotProtected · RecordsReveal · RecordsHidden · GateRefused
    │                     ModelMissing · HierarchyRefused · HierarchyMisses · AnonymityRefused · PromptRefused
    ├── MetricError       UnitMismatch (UnitUnknown) · AmbiguousDay · MetricInput · MetricCycle · ReportStale
    ├── SessionError      WorkspaceMissing · WorkspaceExists · InsideWorkspace · PlanMissing · NoRawFiles · RawRefused
    │                     ParameterRefused · SettingsRefused · StageFailed · SessionMissing · CloseRefused
    │                     AlreadyRunning · NotReady · Interrupted · RunEnded · KernelEnded · GateEnded · DiskFull
    │                     ReplayRefused · ReplayStopped · BundleRefused · BundleUnsafe · DecisionExposed · AnswerMissing
    ├── ApplicationError  FormRefused · FormUnknown · CanvasRefused · ApplicationExposed
    ├── SelectionError    SelectionUnready · ScoresRefused · ChangeUnlogged · JournalBroken · DecisionRefused
    ├── WorkshopError     SeatRefused · SeatMissing · SeatTaken · SeatFileOpen · ProgressBroken
    │                     BoardRefused · PosterOverlong · BoardChanged · BoardNotInForm
    ├── LogError          LogMissing · LogChanged · LogRefused · TemplateRefused
    └── MachineError      ChildFailed · EngineMissing

An error says where, what and what next in zh-TW; its sentence comes from ``languages/zh_TW.yml`` under its code.
Facts are places, names of columns, counts: never a cell's value.
"""

from __future__ import annotations

from labkit.core import application_errors, log_errors, run_errors, selection_errors, workshop_errors  # noqa: F401  (branches of the tree)
from labkit.core.error import LabkitError as LabkitError  # noqa: PLC0414  (said again for those who import it from here)
from labkit.core.run_errors import SessionError as SessionError  # noqa: PLC0414  (its branch belongs to the tree)


class FileError(LabkitError):
    """A file that cannot be read or written."""


class FileMissing(FileError):
    """No file or folder at this place."""


class FileEmpty(FileError):
    """A file without a single record."""


class NotATable(FileError):
    """A file whose content is not the table that its name promises."""


class WorkbookLocked(FileError):
    """A workbook that asks for a password."""


class FileBroken(FileError):
    """A file that its own format's reader refuses."""


class FormatUnknown(FileError):
    """A suffix that no reader or writer claims."""


class FileExists(FileError):
    """A place that is taken and is never overwritten."""


class OutsideFolder(FileError):
    """A path that would leave its folder."""


class TableError(LabkitError):
    """A table that does not fit what is asked of it."""


class UnknownColumn(TableError):
    """A column that the table lacks."""


class UnknownTable(TableError):
    """A table that the session lacks."""


class NotNumeric(TableError):
    """A column of text that is to be added up or averaged."""


class NotGroupable(TableError):
    """A column that cannot be grouped as asked: months of a text, bins of a date."""


class NotDrawable(TableError):
    """Several measures with their own units in one chart."""


class DuplicateColumn(TableError):
    """Two columns that would bear one name."""


class TooManyRows(TableError):
    """More rows than may be held as one pandas frame."""


class LayoutRefused(TableError):
    """A layout that the file contradicts."""


class CellsRefused(TableError):
    """Cells that a format cannot hold: the first of each column, before anything is written."""


class SpecError(LabkitError):
    """A YAML specification that cannot be used."""


class SpecSyntax(SpecError):
    """Not YAML, or YAML with aliases, tags, duplicate keys, or over 1 MB."""


class SpecInvalid(SpecError):
    """Unknown keys, wrong types or values: all of them, each with its line."""


class ExpressionError(LabkitError):
    """A row-wise expression that cannot be used."""


class ExpressionSyntax(ExpressionError):
    """Text outside the grammar."""


class ExpressionType(ExpressionError):
    """Types that an operator does not join."""


class CleaningError(LabkitError):
    """A recipe that cannot run on this table."""


class StepRefused(CleaningError):
    """A step whose columns or options do not fit the table."""


class EmptiesTable(CleaningError):
    """A step that would leave no row."""


class FieldsChanged(CleaningError):
    """A file that is not the one a recipe was made for: columns are absent, or mean something else."""


class LinkingError(LabkitError):
    """Tables that cannot be joined as told."""


class NotOneToOne(LinkingError):
    """A key that stands more often than the cardinality of the link allows."""


class PrivacyError(LabkitError):
    """Something that would let personal data out."""


class KeyMissing(PrivacyError):
    """A pseudonym was asked for without a key."""


class KeyWeak(PrivacyError):
    """A key that is too short, readable by others, or kept where it would be shared."""


class PolicyIncomplete(PrivacyError):
    """A policy that does not decide every column."""


class StillIdentifies(PrivacyError):
    """Direct identifiers that a policy would let out without a written reason."""


class NotProtected(PrivacyError):
    """A result made from unprotected rows was to be published."""


class RecordsReveal(PrivacyError):
    """Records that would give away what a table hides, asked for beside it."""


class RecordsHidden(PrivacyError):
    """Records behind a table of which cells are hidden, asked for."""


class GateRefused(PrivacyError):
    """The gate found personal data, or a file that it cannot read."""


class ModelMissing(PrivacyError):
    """A language model that was named and is not installed, or finds no persons."""


class HierarchyRefused(PrivacyError):
    """A hierarchy file is no tree."""


class HierarchyMisses(PrivacyError):
    """A column holds values that its hierarchy does not know."""


class AnonymityRefused(PrivacyError):
    """What is demanded of the classes cannot be reached."""


class PromptRefused(PrivacyError):
    """A text for an AI assistant that tells what stands in the table."""


class MetricError(LabkitError):
    """A metric that cannot be computed honestly."""


class UnitMismatch(MetricError):
    """Units that cannot be joined."""


class UnitUnknown(UnitMismatch):
    """A unit outside the closed set."""


class AmbiguousDay(MetricError):
    """A bare 「天」, which may be a person-day of 8 hours or a day of 24."""


class MetricInput(MetricError):
    """An input that is missing, zero or out of its range."""


class MetricCycle(MetricError):
    """Metrics that are computed from each other."""


class ReportStale(MetricError):
    """A report whose numbers no longer come out of its inputs."""


class WorkspaceMissing(SessionError):
    """A folder that is no workspace."""


class WorkspaceExists(SessionError):
    """A folder that holds something already."""


class InsideWorkspace(SessionError):
    """A workspace that would stand inside another."""


class PlanMissing(SessionError):
    """A session without a plan."""


class NoRawFiles(SessionError):
    """Nothing in data/raw that labkit reads."""


class RawRefused(SessionError):
    """Raw files that cannot be read: all of them, listed once."""


class ParameterRefused(SessionError):
    """Unknown or ill-typed notebook parameters: all of them, listed once."""


class SettingsRefused(SessionError):
    """Confirmed settings that cannot be used: all of them, listed once."""


class StageFailed(SessionError):
    """A notebook that stopped; its traceback stays under work/."""


class SessionMissing(SessionError):
    """A session that was never run."""


class CloseRefused(SessionError):
    """The coaching cannot be closed yet."""


class MachineError(LabkitError):
    """This machine could not do the work."""


class ChildFailed(MachineError):
    """The isolated child process ended, hung, or outgrew its limits."""


class EngineMissing(MachineError):
    """An engine that was asked for is not installed, or does not start."""

"""Everything that can happen in a session, one frozen class each. No behaviour lives here.

Two times, always both: `at`/`t_ms` say when the fact was true, `entered_at` when Dripwatch took it.
An event is born with `t_ms` alone; the session thread adds `at`, `entered_at` and `seq`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from monitor.vitals import Values, Vital


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What all events carry.

    t_ms: when it was true, in milliseconds of session time.
    at: the same as aware UTC wall time.
    """

    t_ms: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Event):
    """An event that is a line of the record: every class below has a table of its own.

    entered_at: when it was taken in, as aware UTC wall time.
    by: the person who did or entered it; None where a device or Dripwatch itself did.
    seq: its number, the same on disk and on screen: 1, 2, 3 without a gap.
    """

    entered_at: datetime | None = None
    by: str | None = None
    seq: int | None = None


# --- what devices send -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Event):
    """One frame of vitals from one device. Shown at once, never stored: `Second` is.

    device_time: the device's own clock as it sent it, where its zone is not known.
    """

    device: str
    values: Values
    demo: bool = False
    device_time: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Second(Event):
    """One whole second closed: `t_ms` is its start. The only tick; empty when nothing was measured.

    `sources` names the device that gave each vital of `values`.
    """

    values: Values = field(default_factory=dict)
    sources: dict[Vital, str] = field(default_factory=dict)


class CuffStatus(StrEnum):
    """How an inflation ended."""

    OK = "ok"
    WEAK_SIGNAL = "weak_signal"
    CUFF_LOOSE = "cuff_loose"
    OVERPRESSURE = "overpressure"
    ARTEFACT = "artefact"
    TIMEOUT = "timeout"
    OUT_OF_RANGE = "out_of_range"
    CANCELLED = "cancelled"
    FAILED = "failed"


class CuffSource(StrEnum):
    """Who read the pressure: a device, or a person who typed it."""

    DEVICE = "device"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class CuffReading(Entry):
    """One inflation, whole: pressures in mmHg, pulse in bpm; None where not measured.

    `t_ms` is the time of measurement. `seconds_ago` is its age as the device told it, if it did;
    `device_time` the device's own clock as it sent it, where its zone is not known. `demo`: the
    device made it up. `standing`: the patient stood, by a person's word.
    """

    device: str
    systolic: float | None = None
    diastolic: float | None = None
    mean: float | None = None
    pulse: float | None = None
    status: CuffStatus = CuffStatus.OK
    source: CuffSource = CuffSource.DEVICE
    seconds_ago: float | None = None
    device_time: str | None = None
    demo: bool = False
    standing: bool = False


class LinkState(StrEnum):
    """How a link stands: it looks for its device, hears it, hears nothing, or has no port."""

    SEARCHING = "searching"
    RECEIVING = "receiving"
    SILENT = "silent"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChange(Entry):
    """A link came, fell silent or went. `reason` is a code of ui/words.py, or None."""

    device: str
    state: LinkState
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceInUse(Entry):
    """The session listens to this device from now on.

    place: its rank from 0; of two devices that give a vital, the lower place decides.
    adapter: the serial number of its USB adapter, which outlives the port's name.
    checked_by: the engineer who compared it with the device itself (nurse.md A12); None: nobody.
    """

    device: str
    port: str
    place: int
    measures_cuff: bool = False
    starts_cuff: bool = False
    period_s: float = 1.0
    adapter: str | None = None
    checked_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeChange(Entry):
    """A person says where the SpO2 probe is: on the arm of the cuff (nurse.md A9), or not."""

    on_cuff_arm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChange(Entry):
    """Another device now gives this vital."""

    vital: Vital
    source: str
    before: str | None = None


# --- cuffs: people request, Session commands, the link answers ---------------------------------


class CuffWish(StrEnum):
    """What a person may ask of the cuff."""

    MEASURE = "measure"
    STOP = "stop"
    SKIP = "skip"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True, kw_only=True)
class CuffRequest(Entry):
    """A person asks. INTERVAL with `interval_min` arms automatic cuffs, with None disarms them."""

    wish: CuffWish
    interval_min: float | None = None


class CuffAction(StrEnum):
    """What the link is to do."""

    START = "start"
    STOP = "stop"


class CuffWhy(StrEnum):
    """Why a cuff is inflated."""

    NURSE = "nurse"
    INTERVAL = "interval"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True, kw_only=True)
class CuffCommand(Entry):
    """`Session` decided. The only event that can inflate a cuff."""

    device: str
    action: CuffAction
    why: CuffWhy


class CuffStep(StrEnum):
    """How far an inflation is."""

    REQUESTED = "requested"
    INFLATING = "inflating"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


CUFF_RUNS = frozenset({CuffStep.REQUESTED, CuffStep.INFLATING})
"""The steps at which the arm is in a cuff that holds air, or is about to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CuffChange(Entry):
    """The link's answer, and what the device shows of an inflation it began by itself."""

    device: str
    step: CuffStep
    reason: str | None = None


# --- what people enter -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualVitals(Entry):
    """Vitals read off the device by a person. Pressures typed are a manual `CuffReading`."""

    heart_rate: float | None = None
    pulse_rate: float | None = None
    spo2: float | None = None
    resp_rate: float | None = None


class Verdict(StrEnum):
    """What was decided of a value."""

    ACCEPTED = "accepted"
    SUSPECT = "suspect"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Entry):
    """A value was judged: `of` is its seq, `rule` the rule's id or None where a person did."""

    of: int
    verdict: Verdict
    rule: str | None = None
    reason: str | None = None


class Phase(StrEnum):
    """Where a session stands. phases.py says what may follow what."""

    PREP = "prep"
    BASELINE = "baseline"
    INFUSION = "infusion"
    RECOVERY = "recovery"
    DISCHARGE = "discharge"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseChange(Entry):
    """The session entered `phase`."""

    phase: Phase
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DosePlan(Entry):
    """What was prescribed and prepared. A later plan replaces it.

    mg_per_kg over `minutes`; the bag holds bag_mg in bag_ml; weight in kg.
    """

    drug: str
    mg_per_kg: float
    minutes: float
    bag_mg: float
    bag_ml: float
    weight: float


class PumpStep(StrEnum):
    """What somebody did at the pump (or saw it do). Dripwatch controls no pump."""

    STARTED = "started"
    RATE_CHANGED = "rate_changed"
    PAUSED = "paused"
    RESUMED = "resumed"
    BOLUS = "bolus"
    STOPPED = "stopped"
    FLUSHED = "flushed"
    VOLUME_READ = "volume_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class InfusionChange(Entry):
    """A pump event, told in the past tense.

    mg_per_h: the rate from now on (STARTED, RATE_CHANGED, RESUMED). mg: a BOLUS.
    ml: what VOLUME_READ showed on the pump. reason: a code of ui/words.py.
    """

    step: PumpStep
    mg_per_h: float | None = None
    mg: float | None = None
    ml: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicationGiven(Entry):
    """A drug other than the infusion."""

    drug: str
    dose: float | None = None
    unit: str | None = None
    route: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugWasted(Entry):
    """What was left of a controlled drug and destroyed, in mg, before a named witness."""

    mg: float
    witness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SprayUsed(Entry):
    """One intranasal device was used up; `number` counts them from 1."""

    number: int
    mg: float
    lot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Entry):
    """A rating by a scale of monitor/scales. `answers` maps item to answer; `score` is computed."""

    scale: str
    version: str
    answers: dict[str, int | str]
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Entry):
    """A moment stamped, to be described later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Entry):
    """Free words; `of` is the seq of what they describe, if they do."""

    text: str
    of: int | None = None


class DueReply(StrEnum):
    """Why something due was not done (nurse.md B6). What was done answers for itself."""

    ASLEEP = "asleep"
    DECLINED = "declined"
    CANNOT_ANSWER = "cannot_answer"
    NOT_NEEDED = "not_needed"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueAnswer(Entry):
    """A person answers what was due at `due_ms`; `item` as the schedule names it."""

    item: str
    due_ms: int
    reply: DueReply
    reason: str | None = None


class CheckAnswer(StrEnum):
    """An answer of the preparation's list; "not asked" is an honest one (nurse.md B9)."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Entry):
    """One item of the preparation's list; `detail` is what a person adds, or who else checked."""

    item: str
    answer: CheckAnswer
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion(Entry):
    """One discharge criterion as a person accepts it.

    `met` is what the data say, None where they say nothing; a criterion that is not met is
    overridden by a reason. `value` is what was measured.
    """

    criterion: str
    met: bool | None = None
    value: str | None = None
    reason: str | None = None


class LeavingStep(StrEnum):
    """The two times of nurse.md C4."""

    READY = "ready"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving(Entry):
    """The patient is ready to leave, or left with somebody."""

    step: LeavingStep
    escort: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Entry):
    """`person` takes the session over from `before`, having read the card; `text` is its line."""

    person: str
    before: str
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline(Entry):
    """The values later ones are compared with, accepted by a person. mmHg, bpm, %.

    `cuffs` are the seqs of the cuff readings it is the mean of.
    """

    systolic: float
    diastolic: float
    mean: float | None = None
    rate: float | None = None
    rate_source: Vital | None = None
    spo2: float | None = None
    cuffs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChange(Entry):
    """A limit of this patient in this session."""

    rule: str
    value: float
    before: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Entry):
    """Entry `of` is replaced by entry `replaced_by`, or withdrawn where that is None."""

    of: int
    replaced_by: int | None = None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement(Event):
    """A person wants `instead` in the place of entry `of`. Not stored: what follows from it is."""

    of: int
    reason: str
    instead: Entry


class Meaning(StrEnum):
    """What somebody says by signing (clinical table 6.1)."""

    NURSE_COMPLETED = "nurse_completed"
    PRESCRIBER_REVIEWED = "prescriber_reviewed"
    SUPERVISOR_REVIEWED = "supervisor_reviewed"
    AMENDED = "amended"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Entry):
    """A named person signs, with a meaning; `head` is the seal's head they signed.

    comment: the question of a return, the reason of an amendment.
    """

    meaning: Meaning
    head: str
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange(Entry):
    """Somebody came to the bedside, took over or left."""

    person: str
    role: str
    step: str


# --- what Dripwatch says -----------------------------------------------------------------------


class Priority(StrEnum):
    """How soon somebody has to answer: at once, promptly, or be aware (clinical table 3.2)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class AlarmStep(StrEnum):
    """What became of an alarm. Each but ANSWERED is also the state it is in from then on.

    UNCONFIRMED: a first pressure beyond a limit; a repeat is asked for. RAISED: also once more,
    when it is worse or was answered long ago. LATCHED: the condition ended before anybody answered.
    ANSWERED: what a person did about it, told afterwards.
    """

    UNCONFIRMED = "unconfirmed"
    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    LATCHED = "latched"
    CLEARED = "cleared"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmChange(Entry):
    """One step of an alarm; value and threshold as they were then.

    rule: "systolic.high", "spo2.low", "link" and so on; subject: which device, vital or sign, where
    a rule has several. of: the entry a person acknowledges or answers. reason: a code of
    ui/words.py, what the person did.
    """

    rule: str
    step: AlarmStep
    priority: Priority
    value: float | None = None
    threshold: float | None = None
    subject: str | None = None
    of: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioPause(Entry):
    """A person pauses the sound of all alarms for so long; 0 takes it back."""

    seconds: float


class Trouble(StrEnum):
    """What Dripwatch itself cannot do."""

    NOT_SAVED = "not_saved"
    LOW_SPACE = "low_space"
    NO_SOUND = "no_sound"
    RULE_OFF = "rule_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleChange(Entry):
    """A trouble of Dripwatch itself begins or is over. `detail`: the rule that is off."""

    trouble: Trouble
    present: bool
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStep(Entry):
    """The wall clock was moved by `step_ms` under us; session time was not."""

    step_ms: int


class PowerStep(StrEnum):
    """What the computer did, or the program on it: RESTARTED is a session that was gone on with."""

    SUSPENDED = "suspended"
    RESUMED = "resumed"
    RESTARTED = "restarted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerChange(Entry):
    """The computer slept or woke, or Dripwatch began again: nothing was measured before it."""

    step: PowerStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved(Event):
    """The writer: on disk up to entry `up_to_seq` and, of the vitals, the second at `up_to_ms`.

    digest: the seal's short one of the session as it is stored then, for whoever signs it.
    """

    up_to_seq: int
    up_to_ms: int
    digest: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveFailed(Event):
    """The writer: nothing could be stored; everything waits in memory. `reason` is a code."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskSpace(Event):
    """The writer: whether the disk of the record is nearly full; all can still be stored."""

    low: bool


class SessionKind(StrEnum):
    """Whom a session is about: a patient, nobody (demo), or a pretend patient for a trainee."""

    PATIENT = "patient"
    DEMO = "demo"
    TRAINING = "training"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStart(Event):
    """Who it is, in which room, under which profile (its TOML text, whole). Written once.

    `port` is where the first device was found: an open session on the same port is resumed.
    An empty `allergy` was asked for and none is known; None was not asked.
    """

    uid: str
    kind: SessionKind
    nurse: str
    patient: str | None = None
    birth_date: date | None = None
    record_number: str | None = None
    room: str | None = None
    allergy: str | None = None
    weight: float | None = None
    device: str | None = None
    port: str | None = None
    profile: str = ""
    rules_version: str = ""
    app_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnd(Event):
    """Nothing more is recorded except signatures and amendments."""

    by: str | None = None
    reason: str | None = None

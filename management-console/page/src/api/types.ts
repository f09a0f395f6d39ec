/** What the member answers: field for field the records of io.spandrel.grid. Times are ISO 8601, counters cumulative. */

export type Role = 'viewer' | 'operator' | 'admin';

export interface Session {
  user: string;
  roles: Role[];
  csrfToken: string;
  expiresAt: string;
}

export interface Overview {
  cluster: string;
  self: string;
  viewId: number;
  verdict: string;
  reasons: string[];
  members: number;
  membersExpected: number;
  caches: number;
  segmentsBelowOwners: number;
  spandrelVersion: string;
  infinispanVersion: string;
}

export interface Members {
  viewId: number;
  coordinator: string;
  expected: number;
  members: Member[];
  missing: MissingMember[];
}

/** Expected and not in the view; `lastSeen` is null if nobody saw it. */
export interface MissingMember {
  name: string;
  lastSeen: string | null;
}

export type MemberState = 'HUNG' | 'SUSPECT' | 'JOINING' | 'DRAINING' | 'DRAINED' | 'READY';

export interface Member {
  name: string;
  address: string;
  physicalAddress: string | null;
  coordinator: boolean;
  self: boolean;
  joinedAt: string;
  version: string | null;
  state: MemberState;
  /** Members that cannot hear it. */
  suspectedBy: string[];
  report: MemberReport;
}

export interface MemberDetail {
  member: string;
  answered: boolean;
  roundTripMillis: number;
  clockOffsetMillis: number;
  runtime: {
    version: string;
    processors: number;
    threadsPeak: number;
    collectors: { name: string; collections: number; totalMillis: number; lastMillis: number }[];
  } | null;
  view: { id: number; members: number; since: string | null } | null;
  retransmits: { asked: number; askedFor: number; sent: number } | null;
  /** As last measured; negative without an answer. */
  roundTrips: { to: string; millis: number }[];
  settings: { cache: string; setting: Setting }[];
}

export interface MemberReport {
  member: string;
  answered: boolean;
  version: string | null;
  uptimeMillis: number;
  heapUsed: number;
  heapMax: number;
  gcMillis: number;
  cpuLoad: number;
  threads: number;
}

export interface CacheStatistics {
  enabled: boolean;
  hits: number;
  misses: number;
  stores: number;
  removes: number;
  evictions: number;
  entries: number;
  averageReadNanos: number;
  averageWriteNanos: number;
}

export interface Eviction {
  policy: string;
  unit: 'ENTRIES' | 'BYTES';
  bound: number;
  size: number;
  entries: number;
  evictions: number;
  /** Those of a key that was soon asked for again, in vain. */
  prematureEvictions: number;
  policyFailures: number;
  /** Absent or null under another policy than auto, and where counters of members are added up. */
  choice?: PolicyChoice | null;
  /** Absent or null unless the cache is coordinated. */
  coordination?: Coordination | null;
}

export interface PolicyChoice {
  current: string;
  requests: number;
  rate: number;
  candidates: { policy: string; hitRatio: number; sampled: number }[];
  switches: number;
  history: PolicyChange[];
}

export interface PolicyChange {
  at: string;
  from: string;
  to: string;
  fromHitRatio: number;
  toHitRatio: number;
}

export interface MissRatios {
  requests: number;
  measured: number;
  sampledKeys: number;
  rate: number;
  memory: number;
  points: CurvePoint[];
}

export interface CurvePoint {
  scale: number;
  capacity: number;
  lru: number;
  expected: number;
}

export interface CacheMissRatio {
  cache: string;
  unit: Eviction['unit'] | null;
  grid: MissRatios | null;
  members: { member: string; policy: string; bound: number; missRatios: MissRatios }[];
}

export interface FilterReport {
  ready: number;
  rebuilding: number;
  keys: number;
  departed: number;
  slots: number;
  slotsUsed: number;
  memory: number;
  wanted: number;
  expected: number;
  absent: number;
  maybe: number;
  inVain: number;
  bypassed: number;
  storeReadsSaved: number;
  audits: number;
  auditFailures: number;
  rebuilds: number;
  kicks: number;
  progress: FilterProgress | null;
  /** Null if the cache has no copies of filters. */
  copies: FilterCopies | null;
}

export interface FilterCopies {
  held: number;
  memory: number;
  received: number;
  dropped: number;
  uneconomic: number;
  readsSaved: number;
  granted: number;
  announced: number;
  waits: number;
  audits: number;
  auditFailures: number;
  /** Moving means; 0 if not known yet. */
  missNanos: number;
  probeNanos: number;
}

export interface FilterProgress {
  segments: number;
  keysRead: number;
  /** Negative if unknown. */
  keysExpected: number;
}

export interface Filter {
  load: number;
  /** Null while there is no key. */
  bitsPerKey: number | null;
  /** Null before the first absent key was asked for. */
  measured: number | null;
  report: FilterReport;
}

export interface CacheFilter {
  cache: string;
  grid: Filter | null;
  members: { member: string; filter: Filter }[];
}

/** What one member reports of a cache. */
export interface OnMember<R> {
  member: string;
  report: R;
}

/** What the members that answered report of a cache; without members if it lacks the capability. */
export interface OfCache<R> {
  cache: string;
  members: OnMember<R>[];
}

/** What they report of all caches that have it. */
export interface OfGrid<R> {
  caches: OfCache<R>[];
  /** Members that did not answer. */
  silent: string[];
}

/** Calls for single keys. */
export interface CacheCalls {
  cache: string;
  /** Those of all members; null if none times them. */
  grid: CallsReport | null;
  members: { member: string; report: CallsReport }[];
}

export interface CallsReport {
  sinceStart: Calls;
  lastMinute: Calls;
  /** From 60 000 to some 65 000, unless the cache is younger. */
  lastMinuteMillis: number;
}

export interface Calls {
  reads: LatencyTimes;
  writes: LatencyTimes;
  removes: LatencyTimes;
  /** How many reads each path answered, of those that the cache has. */
  readPaths: Partial<Record<ReadPath, number>>;
}

/** What answered a read of a single key. */
export type ReadPath = 'MEMORY' | 'STORE' | 'MEMBER' | 'ABSENT' | 'MISSED';

/** 0 without calls. */
export interface LatencyTimes {
  count: number;
  p50Nanos: number;
  p99Nanos: number;
  p999Nanos: number;
  maxNanos: number;
}

export type CacheConsistency = OfCache<ConsistencyReport>;
/** Segments of a cache on their way to a member. */
export interface TransferReport {
  segments: number;
  left: number;
  entries: number;
  /** 0: not known. */
  segmentsPerSecond: number;
  /** Negative: not known. */
  remainingMillis: number;
}

export type CacheTransfers = OfCache<TransferReport>;
export type CacheTombstones = OfCache<TombstonesReport>;
export type CacheHandoff = OfCache<HandoffReport>;
export type CacheAntiEntropy = OfCache<AntiEntropyReport>;

export interface TombstonesReport {
  live: number;
  bytes: number;
  bytesMax: number;
  /** As of the last sweep; 0 if there was none. */
  oldestMillis: number;
  graceMillis: number;
  purged: number;
  blocked: number;
  /** Owners that are waited for, and for how many deletes. */
  blockedBy: Record<string, number>;
  needFullCompare: number;
  forgotten: number;
  resurrectionsBlocked: number;
  /** Null if the cache was not cleared. */
  clearedAt: string | null;
}

/** Counted where a write began, and on its primary. */
export interface ConsistencyWrites {
  done: number;
  notDone: number;
  unknown: number;
  unavailable: number;
  belowLevel: number;
  rewritten: number;
  redirected: number;
  late: number;
  ownersLeftBehind: number;
  conditions: number;
  conditionsUnsettled: number;
}

/** In keys. */
export interface ConsistencyReads {
  keys: number;
  unavailable: number;
  mismatches: number;
  speculative: number;
  repairedBackground: number;
  repairedBlocking: number;
  repairsFailed: number;
  repairsDropped: number;
}

export interface ConsistencyReport {
  writes: ConsistencyWrites;
  reads: ConsistencyReads;
  slowMembers: string[];
  slowMembersFound: number;
  primariesReplaced: number;
  olderNotApplied: number;
  formerPrimariesRefused: number;
  inquiriesRepeated: number;
  clockAheadMillis: number;
  clockRefused: number;
  clockJumps: number;
  conflicts: ConflictsReport;
}

export interface ConflictsReport {
  resolver: string;
  settled: number;
  olderKept: number;
  deletes: number;
  resolverFailures: number;
  logged: number;
  loggedMax: number;
  overwritten: number;
}

export interface ConflictWrite {
  version: string;
  written: string;
  deleted: boolean;
  value: KeyText | null;
}

export interface Conflict {
  at: string;
  member: string;
  segment: number;
  key: KeyText;
  kept: ConflictWrite;
  dropped: ConflictWrite;
  resolver: string;
}

export interface ConflictPage {
  conflicts: Conflict[];
  next: string | null;
  silent: string[];
  valuesShown: boolean;
}

export interface AntiEntropyReport {
  running: boolean;
  paused: boolean;
  repairing: boolean;
  /** Why the last comparison began; empty if there was none. */
  reason: string;
  began: string | null;
  ended: string | null;
  /** When the last one began that heard all owners. */
  complete: string | null;
  next: string | null;
  /** 0: on request, after a loss and after a rejoin only. */
  intervalMillis: number;
  /** Bytes per second. */
  throttle: number;
  segments: number;
  segmentsDone: number;
  remainingMillis: number;
  lastDifferences: number;
  /** Owners that were not compared with, and why. */
  notHeard: Record<string, string>;
  failure: string | null;
  runs: number;
  keys: number;
  /** By cause. */
  differences: Record<string, number>;
  repaired: number;
  notRepaired: number;
  bytes: number;
}

export interface HandoffTarget {
  member: string;
  pending: number;
  oldestMillis: number;
  paused: boolean;
  needsRepair: boolean;
}

export interface HandoffReport {
  pending: number;
  bytes: number;
  bytesMax: number;
  oldestMillis: number;
  windowMillis: number;
  /** Bytes per second. */
  throttle: number;
  created: number;
  succeeded: number;
  failed: number;
  expired: number;
  dropped: number;
  targets: HandoffTarget[];
}

export type DrainState = 'IDLE' | 'DRAINING' | 'DRAINED' | 'RETURNING' | 'FAILED';

/** How many copies a drain must leave on the others: as many as a cache wants, or as many as they can hold. */
export type Redundancy = 'KEEP' | 'REDUCE';

export interface DrainReport {
  state: DrainState;
  segments: number;
  segmentsAtStart: number;
  since: string | null;
  remainingMillis: number;
  failure: string | null;
}

/** Without a report if the member did not answer. */
export interface MemberDrain {
  member: string;
  report: DrainReport | null;
}

export interface Obstacle {
  cache: string;
  reason: string;
  fix: string;
  /** Whether fewer copies would do. */
  ofRedundancy: boolean;
}

export interface CachePlan {
  cache: string;
  mode: string;
  owners: number;
  segments: number;
  alone: number;
  entries: number;
  obstacles: Obstacle[];
  notes: string[];
}

export interface DrainPlan {
  member: string;
  report: DrainReport;
  caches: CachePlan[];
}

export interface Coordination {
  victimsSent: number;
  victimsDropped: number;
  followed: number;
  refused: number;
  readsSent: number;
  readsDropped: number;
  readsHeard: number;
  evened: number;
  uncoordinatedEvictions: number;
}

export interface CacheSummary {
  name: string;
  mode: string;
  owners: number;
  availability: string;
  rebalancing: string;
  rebalancingEnabled: boolean;
  statistics: CacheStatistics;
  eviction: Eviction | null;
}

export interface CacheMember {
  member: string;
  statistics: CacheStatistics;
  eviction: Eviction | null;
}

export interface CacheDetail {
  name: string;
  mode: string;
  owners: number;
  availability: string;
  rebalancing: string;
  rebalancingEnabled: boolean;
  settings: Setting[];
  perMember: CacheMember[];
}

export interface Setting {
  element: string;
  attribute: string;
  value: string;
  origin: string;
}

export interface Configuration {
  container: Setting[];
  caches: Record<string, Setting[]>;
}

export interface Ring {
  topologyId: number;
  phase: string;
  owners: number;
  cacheMode: string;
  segments: Segment[];
  shares: MemberShare[];
}

/** Who was together for a while. */
export interface GridView {
  id: number;
  change: 'FIRST' | 'JOINED' | 'LEFT' | 'SPLIT' | 'MERGED';
  installedAt: string;
  /** Null: it is in force. */
  endedAt: string | null;
  /** The coordinator first. */
  members: string[];
  joined: string[];
  left: string[];
  merged: string[][];
  settlements: Settlement[];
}

/** The owners of a cache were compared after a merge, and made to agree. */
export interface Settlement {
  cache: string;
  tookMillis: number;
  segments: number;
  differing: number;
  conflicts: number;
  unsettled: number;
  failure: string | null;
}

export interface Segment {
  id: number;
  primary: string;
  backups: string[];
  pendingOwners: string[];
  inTransfer: boolean;
}

export interface MemberShare {
  member: string;
  primarySegments: number;
  ownedSegments: number;
  share: number;
  capacityFactor: number;
}

export interface KeyOwners {
  segment: number;
  primary: string;
  backups: string[];
}

export interface KeyText {
  text: string;
  format: 'TEXT' | 'JSON' | 'PROTOSTREAM' | 'HEX';
  type: string;
  cut: boolean;
  /** Negative for what is kept as an object. */
  bytes: number;
}

export interface KeyLifetime {
  createdAt: string | null;
  /** Negative: forever. */
  lifespanMillis: number;
  maxIdleMillis: number;
  expiresAt: string | null;
}

export interface KeyPage {
  keys: KeyEntry[];
  next: string | null;
  examined: number;
  silent: string[];
}

export interface KeyEntry {
  id: string;
  segment: number;
  key: KeyText;
  valueBytes: number;
  lifetime: KeyLifetime;
  version: string | null;
}

export type CopyState = 'MEMORY' | 'STORE' | 'DELETED' | 'ABSENT' | 'SILENT';

export interface KeyCopy {
  member: string;
  primary: boolean;
  state: CopyState;
  valueBytes: number;
  valueHash: string | null;
  lifetime: KeyLifetime | null;
  version: string | null;
  value: KeyText | null;
}

export interface KeyCopies {
  id: string;
  segment: number;
  key: KeyText;
  verdict: 'AGREE' | 'ABSENT' | 'DIFFER' | 'MISSING' | 'UNKNOWN';
  odd: string[];
  valuesShown: boolean;
  copies: KeyCopy[];
}

export interface GridEvent {
  sequence: number;
  at: string;
  kind: string;
  subject: string;
  text: string;
}

/** What would be created from a text; without problems it can be. */
export interface NewCachePlan {
  name: string;
  permanent: boolean;
  configuration: string;
  problems: CacheProblem[];
}

/** Line and column are 0 where they are not known. */
export interface CacheProblem {
  line: number;
  column: number;
  element: string | null;
  attribute: string | null;
  message: string;
}

/** What would go with a cache. */
export interface CacheRemoval {
  name: string;
  permanent: boolean;
  stores: number;
  listeners: number;
  obstacles: string[];
  members: RemovedFromMember[];
}

export interface RemovedFromMember {
  member: string;
  answered: boolean;
  entries: number;
  owed: number;
}

export interface AuditEntry {
  sequence: number;
  at: string;
  user: string;
  from: string;
  did: string;
  on: string;
  outcome: string;
}

export interface History {
  intervalMillis: number;
  samples: Sample[];
}

export interface Sample {
  at: string;
  members: SampleMember[];
  caches: Record<string, Counters>;
}

export interface SampleMember {
  name: string;
  answered: boolean;
  heapUsed: number;
  heapMax: number;
  cpuLoad: number;
}

export interface Counters {
  hits: number;
  misses: number;
  stores: number;
  removes: number;
  evictions: number;
  entries: number;
}

/** What a change of a live setting would do. */
export interface ChangePreview {
  unit: Eviction['unit'] | null;
  members: MemberBeforeAndAfter[];
}

/** If it has not answered, only `boundAfter` is known. `leaving` is evicted at once. */
export interface MemberBeforeAndAfter {
  member: string;
  answered: boolean;
  bound: number;
  boundAfter: number;
  size: number;
  leaving: number;
}

/** Caches whose owners changed, each with its topology now. */
export interface Topologies {
  caches: Record<string, number>;
}

/* eslint-disable */
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A civil day without a time of day: "YYYY-MM-DD". */
  Date: { input: string; output: string; }
  /** An instant: RFC 3339 in UTC with milliseconds, such as "2026-11-22T18:04:05.123Z". */
  Time: { input: string; output: string; }
};

/** What runs here and what it is made of. */
export type About = {
  builtAt: Maybe<Scalars['Time']['output']>;
  commit: Maybe<Scalars['String']['output']>;
  /** The standards whose test-suites this build was measured against. */
  conformance: Array<Conformance>;
  /** False when the binary was built without the results of its tests. */
  conformanceMeasured: Scalars['Boolean']['output'];
  goVersion: Scalars['String']['output'];
  licences: Array<Licence>;
  platform: Scalars['String']['output'];
  version: Scalars['String']['output'];
  /** The change log, as sanitised HTML. */
  whatsNewHtml: Scalars['String']['output'];
};

export type AcceptDraftsPayload = {
  accepted: Array<Scalars['ID']['output']>;
  errors: Array<UserError>;
};

export type AdminCreateInviteInput = {
  email?: InputMaybe<Scalars['String']['input']>;
  expiresInDays: Scalars['Int']['input'];
  note: Scalars['String']['input'];
};

export type AdminCreateUserInput = {
  displayName: Scalars['String']['input'];
  email: Scalars['String']['input'];
  handle: Scalars['String']['input'];
  role: Role;
};

export type AdminDeparture = {
  askedAt: Scalars['Time']['output'];
  byAdmin: Scalars['Boolean']['output'];
  dueAt: Scalars['Time']['output'];
  userId: Scalars['ID']['output'];
};

export type AdminSettingsPayload = {
  errors: Array<UserError>;
  settings: Maybe<InstanceSettings>;
};

/** How much space a person's files use and may use. */
export type AdminStorage = {
  files: Scalars['Int']['output'];
  /** What an administrator gave the person, in MiB; null where the usual space holds. */
  megabytes: Maybe<Scalars['Int']['output']>;
  /** Bytes, as a whole number. */
  usedBytes: Scalars['Float']['output'];
  /** What everybody else has, in MiB. */
  usualMegabytes: Scalars['Int']['output'];
};

export type AdminStoragePayload = {
  errors: Array<UserError>;
  storage: Maybe<AdminStorage>;
};

export type AdminUpdateSettingsInput = {
  allowedDomains?: InputMaybe<Array<Scalars['String']['input']>>;
  explorer?: InputMaybe<Scalars['Boolean']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  providerOnly?: InputMaybe<Scalars['Boolean']['input']>;
  registration?: InputMaybe<RegistrationMode>;
};

export type AdminUser = {
  createdAt: Scalars['Time']['output'];
  displayName: Scalars['String']['output'];
  email: Scalars['String']['output'];
  emailVerified: Scalars['Boolean']['output'];
  /** How many second factors the account has: passkeys and an authenticator app. */
  factorCount: Scalars['Int']['output'];
  handle: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  lastSeenAt: Maybe<Scalars['Time']['output']>;
  role: Role;
  sessionCount: Scalars['Int']['output'];
  status: UserStatus;
};

export type AdminUserConnection = {
  /** Which of these accounts are about to be erased. */
  departures: Array<AdminDeparture>;
  edges: Array<AdminUserEdge>;
  nodes: Array<AdminUser>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type AdminUserEdge = {
  cursor: Scalars['String']['output'];
  node: AdminUser;
};

export type AdminUserPayload = {
  errors: Array<UserError>;
  /** A one-time link for the person, where the act makes one (create). */
  link: Maybe<Scalars['String']['output']>;
  user: Maybe<AdminUser>;
};

export type AnswerReviewInput = {
  body: Scalars['String']['input'];
  /** Made by the client, 8 to 64 characters; the same id again gives the first result and writes nothing. */
  clientId: Scalars['String']['input'];
  /** The key of the period, such as 2026-W47. */
  period: Scalars['String']['input'];
};

export type AnswerReviewPayload = {
  entry: Maybe<Entry>;
  errors: Array<UserError>;
};

/** What a person asked for to take along, or brought. */
export type Archive = {
  bytes: Scalars['Int']['output'];
  createdAt: Scalars['Time']['output'];
  /** Things looked at so far, of total; total is 0 while nobody knows. */
  done: Scalars['Int']['output'];
  downloads: Scalars['Int']['output'];
  /** When the file is removed. */
  expiresAt: Scalars['Time']['output'];
  /** A sentence on why it failed. */
  failure: Maybe<Scalars['String']['output']>;
  finishedAt: Maybe<Scalars['Time']['output']>;
  id: Scalars['ID']['output'];
  kind: ArchiveKind;
  /** An import that has only been looked at so far. */
  preview: Scalars['Boolean']['output'];
  /** An export that also holds what this instance has noted about the account. */
  records: Scalars['Boolean']['output'];
  /** What became, or would become, of an import. */
  report: Maybe<ArchiveReport>;
  state: ArchiveState;
  total: Scalars['Int']['output'];
};

export type ArchiveCount = {
  n: Scalars['Int']['output'];
  noun: Scalars['String']['output'];
  outcome: Scalars['String']['output'];
};

export type ArchiveKind =
  | 'EXPORT'
  | 'IMPORT';

export type ArchiveLinkPayload = {
  errors: Array<UserError>;
  expiresAt: Maybe<Scalars['Time']['output']>;
  url: Maybe<Scalars['String']['output']>;
};

export type ArchivePayload = {
  archive: Maybe<Archive>;
  errors: Array<UserError>;
};

export type ArchiveProblem = {
  code: Scalars['String']['output'];
  file: Scalars['String']['output'];
  message: Scalars['String']['output'];
};

export type ArchiveRename = {
  from: Scalars['String']['output'];
  noun: Scalars['String']['output'];
  to: Scalars['String']['output'];
};

export type ArchiveReport = {
  counts: Array<ArchiveCount>;
  problems: Array<ArchiveProblem>;
  /** All problems, told or not. */
  refused: Scalars['Int']['output'];
  /** Things whose id belongs to somebody else here: the first hundred. */
  renamed: Array<ArchiveRename>;
  renamedTotal: Scalars['Int']['output'];
};

export type ArchiveState =
  | 'FAILED'
  | 'READY'
  | 'RUNNING'
  | 'WAITING';

export type Audience =
  | 'FOLLOWERS'
  | 'PRIVATE'
  | 'PUBLIC'
  | 'TEAM'
  | 'UNLISTED';

export type AudienceChange = {
  from: Audience;
  id: Scalars['ID']['output'];
  to: Audience;
};

export type AudienceChangeInput = {
  audience: Audience;
  id: Scalars['ID']['input'];
};

export type AuditDetail = {
  name: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

/** One act that concerned an account. Rows are only ever added. */
export type AuditRecord = {
  /** What was done, such as "identity.user_suspended". */
  action: Scalars['String']['output'];
  /** Who did it; null for the system or somebody who did not sign in. */
  actor: Maybe<User>;
  at: Scalars['Time']['output'];
  /** Small facts as text, never a secret. */
  details: Array<AuditDetail>;
  id: Scalars['ID']['output'];
  network: Scalars['String']['output'];
  /** Whom it concerned. */
  subject: Maybe<User>;
};

export type AuditRecordConnection = {
  edges: Array<AuditRecordEdge>;
  nodes: Array<AuditRecord>;
  pageInfo: PageInfo;
};

export type AuditRecordEdge = {
  cursor: Scalars['String']['output'];
  node: AuditRecord;
};

/** Why there is no backup where there should be one. */
export type BackupFailure =
  /** The kept archive is no longer what was proven. */
  | 'DAMAGED'
  /** The database did not answer. */
  | 'DATABASE'
  /** The disk of the folder is full. */
  | 'DISK_FULL'
  /** The folder is missing or cannot be written. */
  | 'FOLDER'
  /** The server was stopped for good while it ran. */
  | 'INTERRUPTED'
  /** The kept archive is gone. */
  | 'MISSING'
  /** What was written could not be restored, or was not the same. */
  | 'NOT_PROVEN'
  | 'OTHER';

/** Whether the instance could be brought back. */
export type BackupOverview = {
  encrypted: Scalars['Boolean']['output'];
  everySeconds: Scalars['Int']['output'];
  keepDaily: Scalars['Int']['output'];
  keepMonthly: Scalars['Int']['output'];
  keepWeekly: Scalars['Int']['output'];
  /** The newest run, whatever came of it. */
  last: Maybe<BackupRun>;
  /** The newest backup that can be counted on. */
  lastProven: Maybe<BackupRun>;
  /** The last proven backup is older than two intervals. */
  overdue: Scalars['Boolean']['output'];
  /** False when no folder for backups is configured. */
  scheduled: Scalars['Boolean']['output'];
  withKeyring: Scalars['Boolean']['output'];
};

/** One attempt at a backup, and its archive while that is kept. */
export type BackupRun = {
  askedAt: Scalars['Time']['output'];
  /** When the kept archive was last looked through again. */
  checkedAt: Maybe<Scalars['Time']['output']>;
  /** Where an encrypted archive can be fetched; null for others. */
  downloadPath: Maybe<Scalars['String']['output']>;
  encrypted: Scalars['Boolean']['output'];
  failure: Maybe<BackupFailure>;
  /** Name of the archive in the folder; null when none is kept. */
  file: Maybe<Scalars['String']['output']>;
  files: Scalars['Int']['output'];
  finishedAt: Maybe<Scalars['Time']['output']>;
  id: Scalars['ID']['output'];
  /** Version of the program that made it. */
  madeBy: Scalars['String']['output'];
  megabytes: Scalars['Float']['output'];
  proofSeconds: Scalars['Float']['output'];
  rows: Scalars['Int']['output'];
  /** False when an administrator asked for it. */
  scheduled: Scalars['Boolean']['output'];
  status: BackupStatus;
  tables: Scalars['Int']['output'];
  withKeyring: Scalars['Boolean']['output'];
  writeSeconds: Scalars['Float']['output'];
};

export type BackupRunConnection = {
  edges: Array<BackupRunEdge>;
  nodes: Array<BackupRun>;
  pageInfo: PageInfo;
};

export type BackupRunEdge = {
  cursor: Scalars['String']['output'];
  node: BackupRun;
};

export type BackupRunPayload = {
  errors: Array<UserError>;
  run: Maybe<BackupRun>;
};

/** How far a backup has come. PROVEN: it was restored into a throw-away database and every table compared. */
export type BackupStatus =
  | 'FAILED'
  | 'PROVEN'
  | 'RUNNING'
  | 'WAITING';

export type BeginTotpPayload = {
  errors: Array<UserError>;
  setUp: Maybe<TotpSetUp>;
};

/** The mail address whose letters become private entries, without the secret in it. */
export type CaptureAddress = {
  createdAt: Scalars['Time']['output'];
  lastAt: Maybe<Scalars['Time']['output']>;
  /** Who may write to it beside the viewer's own verified address. */
  senders: Array<Scalars['String']['output']>;
  /** How many letters were taken, and when last. */
  uses: Scalars['Int']['output'];
};

/** An address at which programs write entries of its owner, always private ones, and can do nothing else. */
export type CaptureHook = {
  createdAt: Scalars['Time']['output'];
  id: Scalars['ID']['output'];
  /** What entries become where the sender does not say. */
  kind: Kind;
  lastAt: Maybe<Scalars['Time']['output']>;
  lastClient: Scalars['String']['output'];
  lastNetwork: Scalars['String']['output'];
  name: Scalars['String']['output'];
  /** Only requests with a signature (Standard Webhooks) are taken. */
  signed: Scalars['Boolean']['output'];
  tags: Array<Scalars['String']['output']>;
  /** How many requests were taken, when last, and from whom. */
  uses: Scalars['Int']['output'];
};

/** Capture by mail. */
export type CaptureMail = {
  /** The viewer's; null for none. */
  address: Maybe<CaptureAddress>;
  /** Whether this instance takes mail. */
  on: Scalars['Boolean']['output'];
};

export type ChangeAudienceInput = {
  changes: Array<AudienceChangeInput>;
  /** True only tells what would happen. */
  dryRun: Scalars['Boolean']['input'];
};

export type ChangeAudiencePayload = {
  /** What changed, or would; sending `from` as the audience takes it back. */
  changed: Array<AudienceChange>;
  errors: Array<UserError>;
  /** Entries that were so already, and those that cannot be: drafts, the trash, what is not yours. */
  unchanged: Scalars['Int']['output'];
};

export type ChangeEmailInput = {
  email: Scalars['String']['input'];
};

export type ChangeEmailPayload = {
  errors: Array<UserError>;
  viewer: Maybe<Viewer>;
};

export type ChangePasswordInput = {
  currentPassword: Scalars['String']['input'];
  newPassword: Scalars['String']['input'];
};

export type ChangePasswordPayload = {
  errors: Array<UserError>;
  viewer: Maybe<Viewer>;
};

export type ChooseRollOverInput = {
  automatic: Scalars['Boolean']['input'];
  doneHeading: Scalars['String']['input'];
  heading: Scalars['String']['input'];
  place: RollOverPlace;
  takeOut: Scalars['Boolean']['input'];
};

export type CloseOutletPayload = {
  closedId: Maybe<Scalars['ID']['output']>;
  errors: Array<UserError>;
};

export type CompleteSignInInput = {
  /** The token of the challenge. */
  challenge: Scalars['String']['input'];
  code: Scalars['String']['input'];
};

export type ConfirmCodeInput = {
  code: Scalars['String']['input'];
};

/** A way to confirm a sensitive act. */
export type ConfirmMethod =
  | 'PASSKEY'
  | 'PASSWORD'
  | 'TOTP';

export type ConfirmPasskeyInput = {
  /** The answer of `navigator.credentials.get`, as JSON with bytes in base64url. */
  credential: Scalars['String']['input'];
};

export type ConfirmPasswordInput = {
  password: Scalars['String']['input'];
};

export type ConfirmPasswordPayload = {
  confirmedAt: Maybe<Scalars['Time']['output']>;
  errors: Array<UserError>;
};

export type ConfirmTotpInput = {
  code: Scalars['String']['input'];
};

export type Conformance = {
  note: Scalars['String']['output'];
  passed: Scalars['Int']['output'];
  standard: Scalars['String']['output'];
  suite: Scalars['String']['output'];
  total: Scalars['Int']['output'];
};

export type CreateCaptureAddressPayload = {
  address: Maybe<Scalars['String']['output']>;
  errors: Array<UserError>;
  mail: Maybe<CaptureMail>;
};

export type CreateCaptureHookInput = {
  /** Note when left out. */
  kind?: InputMaybe<Kind>;
  name: Scalars['String']['input'];
  signed: Scalars['Boolean']['input'];
  /** At most 10. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type CreateCaptureHookPayload = {
  errors: Array<UserError>;
  hook: Maybe<CaptureHook>;
  signingKey: Maybe<Scalars['String']['output']>;
  url: Maybe<Scalars['String']['output']>;
};

export type CreateEntryLinkInput = {
  entryId: Scalars['ID']['input'];
  /** 1 to 366; without an end when left out. */
  expiresInDays?: InputMaybe<Scalars['Int']['input']>;
};

export type CreateEntryLinkPayload = {
  errors: Array<UserError>;
  link: Maybe<EntryLink>;
  url: Maybe<Scalars['String']['output']>;
};

export type CreateFeedInput = {
  name: Scalars['String']['input'];
  tag?: InputMaybe<Scalars['String']['input']>;
  /** A saved search of one's own. */
  viewId?: InputMaybe<Scalars['ID']['input']>;
};

export type CreateFeedPayload = {
  errors: Array<UserError>;
  feed: Maybe<Feed>;
  urls: Maybe<FeedUrLs>;
};

export type CreateTemplateInput = {
  body: Scalars['String']['input'];
  clientId: Scalars['String']['input'];
  kind?: InputMaybe<Kind>;
  name: Scalars['String']['input'];
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  weekdays?: InputMaybe<Array<Weekday>>;
};

export type CreateTokenInput = {
  /** Days until it ends, 1 to 366; null for never. */
  expiresInDays?: InputMaybe<Scalars['Int']['input']>;
  name: Scalars['String']['input'];
  scopes: Array<Scope>;
};

export type CreateTokenPayload = {
  errors: Array<UserError>;
  /** The token itself, shown this once. */
  secret: Maybe<Scalars['String']['output']>;
  token: Maybe<PersonalAccessToken>;
};

export type CreateViewInput = {
  clientId: Scalars['String']['input'];
  name: Scalars['String']['input'];
  pinned?: InputMaybe<Scalars['Boolean']['input']>;
  query: Scalars['String']['input'];
};

/** The place of a card on the dashboard, by its name in the web app. */
export type DashboardCard = {
  hidden: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
};

export type DashboardCardInput = {
  hidden: Scalars['Boolean']['input'];
  name: Scalars['String']['input'];
};

export type DayCount = {
  day: Scalars['Date']['output'];
  entries: Scalars['Int']['output'];
};

/**
 * What a day means for the streak. NONE: before the first entry. FUTURE: not decided yet, which is today while
 * nothing is logged, and the due days after it.
 */
export type DayMark =
  | 'ACTIVE'
  | 'FREEZE'
  | 'FUTURE'
  | 'MISSED'
  | 'NONE'
  | 'REST'
  | 'SICK'
  | 'VACATION';

export type DayOff = {
  day: Scalars['Date']['output'];
  kind: DayOffKind;
};

export type DayOffKind =
  | 'SICK'
  | 'VACATION';

export type DayPreview = {
  /** Today under the settings saved now, and when that day ends. */
  currentDay: Scalars['Date']['output'];
  currentEndsAt: Scalars['Time']['output'];
  /** Always 0: saved entries keep their day. Shown so that nobody has to wonder. */
  entriesMoved: Scalars['Int']['output'];
  /** Today under the settings asked about, and when that day ends. */
  previewDay: Scalars['Date']['output'];
  previewEndsAt: Scalars['Time']['output'];
};

export type DaysOffInput = {
  from: Scalars['Date']['input'];
  kind: DayOffKind;
  to: Scalars['Date']['input'];
};

export type DaysOffPayload = {
  days: Scalars['Int']['output'];
  errors: Array<UserError>;
};

export type DeleteEntryPayload = {
  deletedId: Maybe<Scalars['ID']['output']>;
  errors: Array<UserError>;
};

export type DeleteFilePayload = {
  deletedId: Maybe<Scalars['ID']['output']>;
  errors: Array<UserError>;
};

/** An account that is about to be erased. */
export type Departure = {
  askedAt: Scalars['Time']['output'];
  byAdmin: Scalars['Boolean']['output'];
  /** When it happens, unless it is taken back. */
  dueAt: Scalars['Time']['output'];
};

export type DeparturePayload = {
  departure: Maybe<Departure>;
  errors: Array<UserError>;
};

export type Digest = {
  complete: Scalars['Boolean']['output'];
  /** How many entries of the period it was made from; at most 5,000. */
  entries: Scalars['Int']['output'];
  json: Scalars['String']['output'];
  markdown: Scalars['String']['output'];
  period: Period;
  /** What could not be taken as typed in the query. */
  problems: Array<SearchProblem>;
  /** Those that have lines. */
  sections: Array<DigestSection>;
  shape: DigestShape;
  text: Scalars['String']['output'];
};

export type DigestGroup =
  | 'BLOCKED'
  | 'DECIDED'
  | 'DONE'
  | 'LEARNED'
  | 'NEXT';

export type DigestLine = {
  day: Scalars['Date']['output'];
  /** Their days, in the same order. */
  entryDays: Array<Scalars['Date']['output']>;
  /** The entries that say so, earliest first; at most 20. */
  entryIds: Array<Scalars['ID']['output']>;
  minutes: Maybe<Scalars['Int']['output']>;
  tags: Array<Scalars['String']['output']>;
  text: Scalars['String']['output'];
  /** How many entries say so. */
  times: Scalars['Int']['output'];
};

/** What the weekly summary would say today. */
export type DigestPreview = {
  body: Scalars['String']['output'];
  title: Scalars['String']['output'];
};

export type DigestSection = {
  group: DigestGroup;
  /** At most 500. */
  lines: Array<DigestLine>;
  /** How many there are beyond. */
  more: Scalars['Int']['output'];
  title: Scalars['String']['output'];
};

/** FULL has every group; BRAG has what was done, learned and decided, sorted by tag. */
export type DigestShape =
  | 'BRAG'
  | 'FULL';

export type DiscardArchivePayload = {
  discardedId: Maybe<Scalars['ID']['output']>;
  errors: Array<UserError>;
};

export type EarlierReview = {
  /** What was written about it then. */
  answer: Maybe<EntryChoice>;
  entries: Scalars['Int']['output'];
  period: Period;
  /** Those that took most time, at most 5. */
  picked: Array<EntryChoice>;
};

export type EditEntryInput = {
  audience: Audience;
  /** The revision that the text began from. A newer one on the server is a conflict: both versions come back. */
  baseRevision: Scalars['Int']['input'];
  body: Scalars['String']['input'];
  clientId: Scalars['String']['input'];
  day: Scalars['Date']['input'];
  energy?: InputMaybe<Scalars['Int']['input']>;
  id: Scalars['ID']['input'];
  kind: Kind;
  minutes?: InputMaybe<Scalars['Int']['input']>;
  mood?: InputMaybe<Scalars['Int']['input']>;
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type EditEntryPayload = {
  /** Set when the entry had changed since `baseRevision`: what is saved now. */
  conflict: Maybe<EntryConflict>;
  entry: Maybe<Entry>;
  errors: Array<UserError>;
};

/** One thing a person logged. It belongs to a civil day in the zone it was written in, and stays there. */
export type Entry = {
  audience: Audience;
  author: User;
  /** Own entries that link to this one with [[its title]], newest first; for its author. */
  backlinks: Array<Entry>;
  /** The Markdown exactly as typed. */
  body: Scalars['String']['output'];
  /** Sanitised HTML of the body. */
  bodyHtml: Scalars['String']['output'];
  createdAt: Scalars['Time']['output'];
  /** The civil day it belongs to. */
  day: Scalars['Date']['output'];
  /** Set while the entry is in the trash; it is removed for good 30 days later. */
  deletedAt: Maybe<Scalars['Time']['output']>;
  /** Made by an import and not yet looked at by the author. Drafts are always private. */
  draft: Scalars['Boolean']['output'];
  energy: Maybe<Scalars['Int']['output']>;
  /** The author's files that the body shows or links to. */
  files: Array<File>;
  id: Scalars['ID']['output'];
  kind: Kind;
  /** True when it was logged after midnight, before the day start, and so counts for the day before. */
  late: Scalars['Boolean']['output'];
  /** The instant it happened (or was first written). */
  loggedAt: Scalars['Time']['output'];
  /** Own entries that have the words of its title and no link to it; for its author. */
  mentions: Array<Entry>;
  minutes: Maybe<Scalars['Int']['output']>;
  /** 1 (low) to 5 (high). */
  mood: Maybe<Scalars['Int']['output']>;
  offsetMinutes: Scalars['Int']['output'];
  /** Counts up with every change; pass it back as `baseRevision`. */
  revision: Scalars['Int']['output'];
  /** Every version of it, newest first, for its author; null for everybody else. */
  revisions: Maybe<RevisionConnection>;
  source: EntrySource;
  /** How many items (commits) an imported entry stands for; null for others. */
  sourceCount: Maybe<Scalars['Int']['output']>;
  tags: Array<Tag>;
  /** Checkboxes in the body. */
  tasks: Array<Task>;
  /** The first heading or line, as plain text. */
  title: Scalars['String']['output'];
  updatedAt: Scalars['Time']['output'];
  /** The zone and the offset in minutes that the day was told in. */
  zone: Scalars['String']['output'];
};


/** One thing a person logged. It belongs to a civil day in the zone it was written in, and stays there. */
export type EntryBacklinksArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One thing a person logged. It belongs to a civil day in the zone it was written in, and stays there. */
export type EntryMentionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One thing a person logged. It belongs to a civil day in the zone it was written in, and stays there. */
export type EntryRevisionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** An own entry that a link [[title]] can mean. */
export type EntryChoice = {
  day: Scalars['Date']['output'];
  id: Scalars['ID']['output'];
  title: Scalars['String']['output'];
};

export type EntryConflict = {
  /** The text both versions began from, where it is still known. */
  baseBody: Maybe<Scalars['String']['output']>;
  current: Entry;
  /** The text that was sent, unsaved. */
  yourBody: Scalars['String']['output'];
};

export type EntryConnection = {
  edges: Array<EntryEdge>;
  nodes: Array<Entry>;
  pageInfo: PageInfo;
};

export type EntryEdge = {
  cursor: Scalars['String']['output'];
  node: Entry;
};

/** Narrows a list of entries; all that is set must hold. */
export type EntryFilter = {
  /** Those who may see it; an entry needs one of them. */
  audiences?: InputMaybe<Array<Audience>>;
  drafts?: InputMaybe<Scalars['Boolean']['input']>;
  from?: InputMaybe<Scalars['Date']['input']>;
  kinds?: InputMaybe<Array<Kind>>;
  /** Tag names; an entry needs one of them, or a tag below it in the hierarchy. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  to?: InputMaybe<Scalars['Date']['input']>;
};

/** A link that opens one entry to whoever has it, while the entry is unlisted or public. */
export type EntryLink = {
  createdAt: Scalars['Time']['output'];
  /** Null when the entry is in the trash or gone. */
  entry: Maybe<Entry>;
  /** When it ends by itself; null when it does not. */
  expiresAt: Maybe<Scalars['Time']['output']>;
  id: Scalars['ID']['output'];
  /** When it was opened last, and the network from which. */
  lastAt: Maybe<Scalars['Time']['output']>;
  lastNetwork: Scalars['String']['output'];
};

export type EntrySource =
  | 'CLI'
  | 'DEMO'
  | 'GIT'
  | 'MARKDOWN'
  | 'WRITTEN';

export type Evidence = {
  /** Where items are cited in own entries: for each the newest entry that does. */
  citations: Array<EvidenceCitation>;
  /** How many items there are: the sum over the groups. */
  count: Scalars['Int']['output'];
  day: Scalars['Date']['output'];
  /** Markdown in the viewer's language; empty when nothing is known. */
  draft: Scalars['String']['output'];
  /** Those that have items; at most 50, with at most 500 items in all. */
  groups: Array<EvidenceGroup>;
};

/** An own entry that cites an item. */
export type EvidenceCitation = {
  entryId: Scalars['ID']['output'];
  /** The item's key. */
  key: Scalars['String']['output'];
  title: Scalars['String']['output'];
};

export type EvidenceDay = {
  day: Scalars['Date']['output'];
  items: Scalars['Int']['output'];
};

/** What belongs together: of commits, a repository. */
export type EvidenceGroup = {
  /** The items with their times, and those beyond. */
  count: Scalars['Int']['output'];
  /** The entry that the import made of it. */
  entryId: Scalars['ID']['output'];
  items: Array<EvidenceItem>;
  /** How many there are beyond those listed. */
  more: Scalars['Int']['output'];
  name: Scalars['String']['output'];
  source: EvidenceSource;
};

export type EvidenceItem = {
  /** Names it for ever. */
  key: Scalars['String']['output'];
  /** A line of Markdown that cites it. */
  reference: Scalars['String']['output'];
  /** How often it is there with the same words. */
  times: Scalars['Int']['output'];
  title: Scalars['String']['output'];
};

/** Where evidence comes from: the commits of imported git histories. */
export type EvidenceSource =
  | 'COMMITS';

/** A kind of second factor. */
export type FactorKind =
  | 'PASSKEY'
  | 'RECOVERY_CODE'
  | 'TOTP';

/** A feed at an address that cannot be guessed: what is public and unlisted, never anything else. */
export type Feed = {
  createdAt: Scalars['Time']['output'];
  id: Scalars['ID']['output'];
  /** When it was read last, and by whom. */
  lastAt: Maybe<Scalars['Time']['output']>;
  lastClient: Scalars['String']['output'];
  lastNetwork: Scalars['String']['output'];
  name: Scalars['String']['output'];
  /** Only entries with this tag or one below it; null for all. */
  tag: Maybe<Scalars['String']['output']>;
  /** Only what this saved search finds; null for all. Without the search the feed is not found. */
  viewId: Maybe<Scalars['ID']['output']>;
};

export type FeedUrLs = {
  atom: Scalars['String']['output'];
  json: Scalars['String']['output'];
  rss: Scalars['String']['output'];
};

/** A picture or another file. It is uploaded by POST /api/files; whoever may see an entry that shows it can read it at its url. */
export type File = {
  /** Describes a picture for those who cannot see it; empty when nobody has. */
  alt: Scalars['String']['output'];
  contentType: Scalars['String']['output'];
  createdAt: Scalars['Time']['output'];
  height: Maybe<Scalars['Int']['output']>;
  id: Scalars['ID']['output'];
  /** What shows the file in a text. */
  markdown: Scalars['String']['output'];
  /** With the ending of its type. */
  name: Scalars['String']['output'];
  /** Bytes. */
  size: Scalars['Int']['output'];
  url: Scalars['String']['output'];
  /** Pixels; null for what is no picture. */
  width: Maybe<Scalars['Int']['output']>;
};

export type FilePayload = {
  errors: Array<UserError>;
  file: Maybe<File>;
};

/** An own entry that shows a file, or has shown it. */
export type FileUse = {
  entryId: Scalars['ID']['output'];
  state: FileUseState;
  title: Scalars['String']['output'];
};

/** How an entry uses a file. */
export type FileUseState =
  /** Only an earlier version of it showed the file. */
  | 'EARLIER'
  /** Its text shows the file now. */
  | 'SHOWN'
  /** It lies in the trash. */
  | 'TRASHED';

/** How the instance is, part by part. */
export type Health = {
  at: Scalars['Time']['output'];
  parts: Array<HealthPart>;
  /** That of the worst part. */
  status: HealthStatus;
};

export type HealthFact = {
  name: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

export type HealthPart = {
  facts: Array<HealthFact>;
  /** What is wrong, in English. */
  message: Maybe<Scalars['String']['output']>;
  milliseconds: Scalars['Int']['output'];
  /** Such as "database", "disk" or "mail". */
  name: Scalars['String']['output'];
  status: HealthStatus;
};

/** How a part of the instance is. OFF is a part that this instance does without. */
export type HealthStatus =
  | 'BAD'
  | 'GOOD'
  | 'OFF'
  | 'WARNING';

export type Heatmap = {
  activeDays: Scalars['Int']['output'];
  /** Every day of the range, oldest first. */
  days: Array<HeatmapDay>;
  entries: Scalars['Int']['output'];
  /** The day of the viewer's first entry, whatever the range; null without one. */
  firstDay: Maybe<Scalars['Date']['output']>;
  from: Scalars['Date']['output'];
  minutes: Scalars['Int']['output'];
  to: Scalars['Date']['output'];
  weekStart: Weekday;
};

export type HeatmapDay = {
  day: Scalars['Date']['output'];
  /** Equals the entries listed for the day. */
  entries: Scalars['Int']['output'];
  mark: DayMark;
  minutes: Scalars['Int']['output'];
  /** Imported items (commits) that stand behind these entries. */
  sourceItems: Scalars['Int']['output'];
};

export type ImportEntriesInput = {
  /** True only reports what would happen. */
  dryRun: Scalars['Boolean']['input'];
  entries: Array<ImportEntryInput>;
  source: EntrySource;
};

export type ImportEntriesPayload = {
  created: Scalars['Int']['output'];
  errors: Array<UserError>;
  rejected: Array<ImportRejection>;
  /** Known already: left as they are. */
  skipped: Scalars['Int']['output'];
  /** Known already as drafts that nobody touched, and grown at their origin since: they got the newer text. */
  updated: Scalars['Int']['output'];
};

export type ImportEntryInput = {
  body: Scalars['String']['input'];
  day: Scalars['Date']['input'];
  draft: Scalars['Boolean']['input'];
  kind: Kind;
  loggedAt: Scalars['Time']['input'];
  minutes?: InputMaybe<Scalars['Int']['input']>;
  sourceCount?: InputMaybe<Scalars['Int']['input']>;
  /** Names the origin for ever, such as "git:<root commit>:<email>:<day>"; the same key is never imported twice. */
  sourceKey: Scalars['String']['input'];
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  zone: Scalars['String']['input'];
};

export type ImportRejection = {
  message: Scalars['String']['output'];
  sourceKey: Scalars['String']['output'];
};

/** What strangers may know of this instance. */
export type Instance = {
  explorer: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
  registration: RegistrationMode;
  /** False when the instance sends no mail: addresses then count as verified and an administrator hands out links. */
  sendsMail: Scalars['Boolean']['output'];
  version: Scalars['String']['output'];
};

export type InstanceSettings = {
  /** Domains whose addresses may sign up in the mode DOMAINS. */
  allowedDomains: Array<Scalars['String']['output']>;
  explorer: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
  /** Only sign-in providers let people in; passwords are refused everywhere. */
  providerOnly: Scalars['Boolean']['output'];
  registration: RegistrationMode;
  sendsMail: Scalars['Boolean']['output'];
  /** Why verification is on or off, as a sentence. */
  verification: Scalars['String']['output'];
};

export type Invite = {
  createdAt: Scalars['Time']['output'];
  /** Bound to this address when set. */
  email: Maybe<Scalars['String']['output']>;
  expiresAt: Scalars['Time']['output'];
  id: Scalars['ID']['output'];
  note: Scalars['String']['output'];
  usedAt: Maybe<Scalars['Time']['output']>;
};

export type InviteConnection = {
  edges: Array<InviteEdge>;
  nodes: Array<Invite>;
  pageInfo: PageInfo;
};

export type InviteEdge = {
  cursor: Scalars['String']['output'];
  node: Invite;
};

/** One job of the queue. What it carries is not shown. */
export type Job = {
  attempts: Scalars['Int']['output'];
  dueAt: Scalars['Time']['output'];
  failedAt: Maybe<Scalars['Time']['output']>;
  id: Scalars['ID']['output'];
  kind: Scalars['String']['output'];
  /** One line of the last failure, without quoted text and addresses. */
  lastError: Maybe<Scalars['String']['output']>;
  mostAttempts: Scalars['Int']['output'];
  state: JobState;
};

export type JobConnection = {
  edges: Array<JobEdge>;
  nodes: Array<Job>;
  pageInfo: PageInfo;
};

export type JobEdge = {
  cursor: Scalars['String']['output'];
  node: Job;
};

export type JobKind = {
  due: Scalars['Int']['output'];
  failed: Scalars['Int']['output'];
  kind: Scalars['String']['output'];
  retrying: Scalars['Int']['output'];
  running: Scalars['Int']['output'];
  scheduled: Scalars['Int']['output'];
};

export type JobPayload = {
  errors: Array<UserError>;
  /** The kind of the job; null when nothing was done. */
  kind: Maybe<Scalars['String']['output']>;
};

/** The queue at a glance. */
export type JobQueue = {
  due: Scalars['Int']['output'];
  failed: Scalars['Int']['output'];
  kinds: Array<JobKind>;
  /** When the job that waits for longest became due. */
  oldestDueAt: Maybe<Scalars['Time']['output']>;
  retrying: Scalars['Int']['output'];
  running: Scalars['Int']['output'];
  scheduled: Scalars['Int']['output'];
  schedules: Array<JobSchedule>;
};

/** Something that runs again and again. */
export type JobSchedule = {
  everySeconds: Scalars['Int']['output'];
  name: Scalars['String']['output'];
  nextAt: Maybe<Scalars['Time']['output']>;
};

/** Where a job of the queue stands. */
export type JobState =
  /** It waits for a free worker. */
  | 'DUE'
  /** It used up its attempts: nothing happens until somebody acts. */
  | 'FAILED'
  /** It failed and will be tried again. */
  | 'RETRYING'
  | 'RUNNING'
  /** It waits for its time. */
  | 'SCHEDULED';

export type Kind =
  | 'BLOCKED'
  | 'DECISION'
  | 'DONE'
  | 'LEARNED'
  | 'MEETING'
  | 'NOTE'
  | 'PLAN';

export type KindFigure = {
  entries: Scalars['Int']['output'];
  kind: Kind;
};

export type Licence = {
  kind: Scalars['String']['output'];
  licence: Scalars['String']['output'];
  name: Scalars['String']['output'];
  version: Scalars['String']['output'];
};

export type LinkPayload = {
  errors: Array<UserError>;
  expiresAt: Maybe<Scalars['Time']['output']>;
  url: Maybe<Scalars['String']['output']>;
};

export type MarkdownPreview = {
  errors: Array<UserError>;
  html: Scalars['String']['output'];
  tags: Array<Scalars['String']['output']>;
};

export type MergeTagsInput = {
  dryRun: Scalars['Boolean']['input'];
  from: Scalars['ID']['input'];
  into: Scalars['ID']['input'];
};

export type MergeTagsPayload = {
  changes: Array<TagChange>;
  errors: Array<UserError>;
  tag: Maybe<Tag>;
};

export type Mutation = {
  /** Accept an imported draft as it is. */
  acceptDrafts: AcceptDraftsPayload;
  adminApproveUser: AdminUserPayload;
  /** Looks through a kept archive: whether it is what was proven and, where it can be opened here, restores it again. */
  adminCheckBackup: BackupRunPayload;
  adminCreateInvite: LinkPayload;
  /** A one-time link with which the person sets a new password; shown once to the administrator. */
  adminCreateResetLink: LinkPayload;
  adminCreateUser: AdminUserPayload;
  adminDeleteUser: AdminUserPayload;
  /** Removes a job from the queue for good. */
  adminDiscardJob: JobPayload;
  /** Take the end of somebody's account back. */
  adminLetStay: DeparturePayload;
  adminReinstateUser: AdminUserPayload;
  adminRemoveProvider: RemoveProviderPayload;
  /** Takes every second factor of somebody away who has lost them, and ends their sessions. */
  adminResetFactors: AdminUserPayload;
  adminRevokeInvite: LinkPayload;
  /** Makes a backup now and proves it. */
  adminRunBackup: BackupRunPayload;
  /** Runs a job at once, whatever its state; one that has failed gets another attempt. */
  adminRunJob: JobPayload;
  /** Runs a schedule out of its turn. */
  adminRunSchedule: JobPayload;
  adminSaveProvider: ProviderPayload;
  /** Set the end of somebody's account after the usual time. */
  adminSendAway: DeparturePayload;
  /** Gives a person space for files, in MiB; null is the usual one. It holds with the next upload, and what is there stays. */
  adminSetFileQuota: AdminStoragePayload;
  adminSetRole: AdminUserPayload;
  adminSignOutUser: AdminUserPayload;
  adminSuspendUser: AdminUserPayload;
  /** Ask the provider who it is, without signing anybody in. */
  adminTestProvider: ProviderTest;
  adminUpdateSettings: AdminSettingsPayload;
  /** Write about a week, a month or a year: a private entry of the last day of it, or of today. Edit it like any other. */
  answerReview: AnswerReviewPayload;
  /** What a browser needs to confirm this session with a passkey. */
  beginPasskeyConfirmation: PasskeyOptionsPayload;
  /** What a browser needs to make a passkey. Needs a fresh confirmation, as does every change of what signs in. */
  beginPasskeyRegistration: PasskeyOptionsPayload;
  /** A secret for an authenticator app; in force once its first code was confirmed. */
  beginTotp: BeginTotpPayload;
  cancelEmailChange: ChangeEmailPayload;
  /** Give up to 100 entries other audiences, or tell what that would do. */
  changeAudience: ChangeAudiencePayload;
  changeEmail: ChangeEmailPayload;
  changePassword: ChangePasswordPayload;
  /** How unchecked tasks are carried over from now on. */
  chooseRollOver: RollOverPayload;
  clearDaysOff: DaysOffPayload;
  closeOutlet: CloseOutletPayload;
  /** Finish a sign-in with a code of the authenticator app or a recovery code. Five tries, then it has to begin anew. */
  completeSignIn: SignInPayload;
  /** Confirm this session with a code of the authenticator app; good for ten minutes. */
  confirmCode: ConfirmPasswordPayload;
  confirmPasskey: ConfirmPasswordPayload;
  /** Confirm the password of this session; good for ten minutes. */
  confirmPassword: ConfirmPasswordPayload;
  confirmTotp: SecurityPayload;
  /** A link that downloads an export once, by the person themselves, within five minutes. Needs a freshly confirmed password. */
  createArchiveLink: ArchiveLinkPayload;
  /** Make a mail address for entries; the one before ends. It is shown this once. */
  createCaptureAddress: CreateCaptureAddressPayload;
  /** Make a webhook. Its address, and the key of signatures where one was asked for, are shown this once. */
  createCaptureHook: CreateCaptureHookPayload;
  /** Make a link to an entry; the one it had ends. The address is shown this once. */
  createEntryLink: CreateEntryLinkPayload;
  /** Make a private feed. The addresses are shown this once. */
  createFeed: CreateFeedPayload;
  /** New recovery codes; the old ones are dead. */
  createRecoveryCodes: SecurityPayload;
  createTemplate: TemplatePayload;
  createToken: CreateTokenPayload;
  createView: ViewPayload;
  /** Move to the trash; restorable for 30 days. */
  deleteEntry: DeleteEntryPayload;
  /** Removes an own file for good, also where entries show it. */
  deleteFile: DeleteFilePayload;
  deleteTemplate: DeleteEntryPayload;
  deleteView: DeleteEntryPayload;
  /** Describes an own picture for those who cannot see it. */
  describeFile: FilePayload;
  discardArchive: DiscardArchivePayload;
  /** Makes an alias a tag of its own again. */
  dropTagAlias: TagPayload;
  editEntry: EditEntryPayload;
  finishOnboarding: UpdateProfilePayload;
  /** Up to 100 entries from elsewhere. Those whose `sourceKey` is known already are left as they are, except drafts that nobody has touched. */
  importEntries: ImportEntriesPayload;
  /** Leave: the account is erased after a time in which this can be taken back. Needs a freshly confirmed password. */
  leave: DeparturePayload;
  /** Brings some weeks of entries to look around with, up to yesterday. Again, it brings only what is missing. */
  loadSampleEntries: SampleEntriesPayload;
  markAllNotificationsRead: NotificationsPayload;
  /**
   * Makes an alias of a tag: whatever carries it carries the other one from now on, and tags below it move along. Texts stay
   * as they are. With `dryRun` it only tells what would change.
   */
  mergeTags: MergeTagsPayload;
  /**
   * Gives a ticket for one live connection at /realtime?ticket=… (WebSocket) or /realtime/stream?ticket=… (server-sent events),
   * which tells what changed. It is good for 30 seconds, once, together with the same session or token.
   */
  openRealtime: OpenRealtimePayload;
  /** Puts templates into the order of the ids; those not named come behind. */
  orderTemplates: TemplatesPayload;
  /** Puts views into the order of the ids; those not named come behind. */
  orderViews: ViewsPayload;
  /** Remove from the trash for good. */
  purgeEntry: DeleteEntryPayload;
  /** Trade a refresh token for the next pair. A replay within the grace window gets the same successor; later it ends the family. */
  refreshTokens: SignInPayload;
  registerPasskey: SecurityPayload;
  removeAvatar: UpdateProfilePayload;
  removePasskey: SecurityPayload;
  /** Takes the sample entries away for good. What the person has changed stays. */
  removeSampleEntries: SampleEntriesPayload;
  removeTotp: SecurityPayload;
  renamePasskey: SecurityPayload;
  /** Ask for everything as one archive. Needs a freshly confirmed password. */
  requestExport: ArchivePayload;
  resendVerification: ChangeEmailPayload;
  restoreEntry: RestoreEntryPayload;
  /** Bring an earlier version back as a new one. Who may see the entry stays as it is now. */
  restoreRevision: EditEntryPayload;
  revokeCaptureAddress: RevokeCaptureAddressPayload;
  revokeCaptureHook: RevokeCaptureHookPayload;
  revokeEntryLink: RevokeEntryLinkPayload;
  revokeFeed: RevokeFeedPayload;
  revokeSession: SignOutPayload;
  revokeToken: RevokeTokenPayload;
  /** A new secret for a token; its name, scopes and length of life stay. The old secret works on for as long as asked. */
  rotateToken: CreateTokenPayload;
  /** Have an entry get another audience at a time; again, to move it. */
  scheduleEntry: ScheduleEntryPayload;
  /** A notice to the viewer's inbox and browsers, at once. */
  sendTestNotification: NotificationSettingsPayload;
  /** Mark days as sick or vacation; at most 366 at once. */
  setDaysOff: DaysOffPayload;
  setNotificationPreference: NotificationSettingsPayload;
  /** Makes a name an alias of a tag: `#golang` for `#go`. */
  setTagAlias: TagPayload;
  /** Sign in as an API client: gives a short access token and a refresh token. Browsers use the sign-in page. */
  signIn: SignInPayload;
  /** End this session. */
  signOut: SignOutPayload;
  /** End every session of the viewer, and every refresh token. Personal access tokens stay unless asked. */
  signOutEverywhere: SignOutPayload;
  /** Import an uploaded archive whose preview is ready. */
  startImport: ArchivePayload;
  /** Begin to link a sign-in provider, or to confirm this session with one. */
  startProvider: StartProviderPayload;
  /** Stay after all. */
  stay: DeparturePayload;
  /** Let this browser get pushes. They end with the session. */
  subscribePush: NotificationSettingsPayload;
  /** Remove a linked provider. The last way into the account stays. */
  unlinkProvider: SignInMethodsPayload;
  unscheduleEntry: UnscheduleEntryPayload;
  unsubscribePush: NotificationSettingsPayload;
  /** Say who may write to the mail address beside the viewer's own. */
  updateCaptureAddress: UpdateCaptureAddressPayload;
  updateNotificationSettings: NotificationSettingsPayload;
  updateNotifications: NotificationsPayload;
  updateProfile: UpdateProfilePayload;
  /** Choose what strangers see beside the text of public entries. It holds with the next request. */
  updatePublicView: UpdatePublicViewPayload;
  updateStreakSettings: StreakSettingsPayload;
  /** Renames, colours and describes a tag. Tags below it move along; the old names stay as aliases. Texts stay as they are. */
  updateTag: TagPayload;
  updateTemplate: TemplatePayload;
  updateView: ViewPayload;
  writeEntry: WriteEntryPayload;
};


export type MutationAcceptDraftsArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type MutationAdminApproveUserArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAdminCheckBackupArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAdminCreateInviteArgs = {
  input: AdminCreateInviteInput;
};


export type MutationAdminCreateResetLinkArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAdminCreateUserArgs = {
  input: AdminCreateUserInput;
};


export type MutationAdminDeleteUserArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAdminDiscardJobArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAdminLetStayArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAdminReinstateUserArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAdminRemoveProviderArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAdminResetFactorsArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAdminRevokeInviteArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAdminRunJobArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAdminRunScheduleArgs = {
  name: Scalars['String']['input'];
};


export type MutationAdminSaveProviderArgs = {
  input: SaveProviderInput;
};


export type MutationAdminSendAwayArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAdminSetFileQuotaArgs = {
  megabytes?: InputMaybe<Scalars['Int']['input']>;
  userId: Scalars['ID']['input'];
};


export type MutationAdminSetRoleArgs = {
  id: Scalars['ID']['input'];
  role: Role;
};


export type MutationAdminSignOutUserArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAdminSuspendUserArgs = {
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};


export type MutationAdminTestProviderArgs = {
  id: Scalars['ID']['input'];
};


export type MutationAdminUpdateSettingsArgs = {
  input: AdminUpdateSettingsInput;
};


export type MutationAnswerReviewArgs = {
  input: AnswerReviewInput;
};


export type MutationChangeAudienceArgs = {
  input: ChangeAudienceInput;
};


export type MutationChangeEmailArgs = {
  input: ChangeEmailInput;
};


export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


export type MutationChooseRollOverArgs = {
  input: ChooseRollOverInput;
};


export type MutationClearDaysOffArgs = {
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
};


export type MutationCloseOutletArgs = {
  id: Scalars['ID']['input'];
};


export type MutationCompleteSignInArgs = {
  input: CompleteSignInInput;
};


export type MutationConfirmCodeArgs = {
  input: ConfirmCodeInput;
};


export type MutationConfirmPasskeyArgs = {
  input: ConfirmPasskeyInput;
};


export type MutationConfirmPasswordArgs = {
  input: ConfirmPasswordInput;
};


export type MutationConfirmTotpArgs = {
  input: ConfirmTotpInput;
};


export type MutationCreateArchiveLinkArgs = {
  id: Scalars['ID']['input'];
};


export type MutationCreateCaptureHookArgs = {
  input: CreateCaptureHookInput;
};


export type MutationCreateEntryLinkArgs = {
  input: CreateEntryLinkInput;
};


export type MutationCreateFeedArgs = {
  input: CreateFeedInput;
};


export type MutationCreateTemplateArgs = {
  input: CreateTemplateInput;
};


export type MutationCreateTokenArgs = {
  input: CreateTokenInput;
};


export type MutationCreateViewArgs = {
  input: CreateViewInput;
};


export type MutationDeleteEntryArgs = {
  id: Scalars['ID']['input'];
};


export type MutationDeleteFileArgs = {
  id: Scalars['ID']['input'];
};


export type MutationDeleteTemplateArgs = {
  id: Scalars['ID']['input'];
};


export type MutationDeleteViewArgs = {
  id: Scalars['ID']['input'];
};


export type MutationDescribeFileArgs = {
  alt: Scalars['String']['input'];
  id: Scalars['ID']['input'];
};


export type MutationDiscardArchiveArgs = {
  id: Scalars['ID']['input'];
};


export type MutationDropTagAliasArgs = {
  name: Scalars['String']['input'];
};


export type MutationEditEntryArgs = {
  input: EditEntryInput;
};


export type MutationImportEntriesArgs = {
  input: ImportEntriesInput;
};


export type MutationMergeTagsArgs = {
  input: MergeTagsInput;
};


export type MutationOrderTemplatesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type MutationOrderViewsArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type MutationPurgeEntryArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRefreshTokensArgs = {
  input: RefreshTokensInput;
};


export type MutationRegisterPasskeyArgs = {
  input: RegisterPasskeyInput;
};


export type MutationRemovePasskeyArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRenamePasskeyArgs = {
  input: RenamePasskeyInput;
};


export type MutationRequestExportArgs = {
  records: Scalars['Boolean']['input'];
};


export type MutationRestoreEntryArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRestoreRevisionArgs = {
  input: RestoreRevisionInput;
};


export type MutationRevokeCaptureHookArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeEntryLinkArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeFeedArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeSessionArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeTokenArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRotateTokenArgs = {
  input: RotateTokenInput;
};


export type MutationScheduleEntryArgs = {
  input: ScheduleEntryInput;
};


export type MutationSetDaysOffArgs = {
  input: DaysOffInput;
};


export type MutationSetNotificationPreferenceArgs = {
  input: SetNotificationPreferenceInput;
};


export type MutationSetTagAliasArgs = {
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};


export type MutationSignInArgs = {
  input: SignInInput;
};


export type MutationSignOutEverywhereArgs = {
  input: SignOutEverywhereInput;
};


export type MutationStartImportArgs = {
  id: Scalars['ID']['input'];
};


export type MutationStartProviderArgs = {
  input: StartProviderInput;
};


export type MutationSubscribePushArgs = {
  input: SubscribePushInput;
};


export type MutationUnlinkProviderArgs = {
  id: Scalars['ID']['input'];
};


export type MutationUnscheduleEntryArgs = {
  id: Scalars['ID']['input'];
};


export type MutationUnsubscribePushArgs = {
  id: Scalars['ID']['input'];
};


export type MutationUpdateCaptureAddressArgs = {
  input: UpdateCaptureAddressInput;
};


export type MutationUpdateNotificationSettingsArgs = {
  input: UpdateNotificationSettingsInput;
};


export type MutationUpdateNotificationsArgs = {
  input: UpdateNotificationsInput;
};


export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};


export type MutationUpdatePublicViewArgs = {
  input: UpdatePublicViewInput;
};


export type MutationUpdateStreakSettingsArgs = {
  input: StreakSettingsInput;
};


export type MutationUpdateTagArgs = {
  input: UpdateTagInput;
};


export type MutationUpdateTemplateArgs = {
  input: UpdateTemplateInput;
};


export type MutationUpdateViewArgs = {
  input: UpdateViewInput;
};


export type MutationWriteEntryArgs = {
  input: WriteEntryInput;
};

/** What is waiting: plans for today or later, and open checkboxes of the last 30 days. */
export type Next = {
  blocked: Array<Entry>;
  plans: Array<Entry>;
  tasks: Array<OpenTask>;
};

/** One notice to the viewer, in their language. */
export type Notification = {
  archivedAt: Maybe<Scalars['Time']['output']>;
  /** Plain text; may be empty. */
  body: Scalars['String']['output'];
  category: Scalars['String']['output'];
  createdAt: Scalars['Time']['output'];
  /** The viewer's calendar day on which it came. */
  day: Scalars['Date']['output'];
  id: Scalars['ID']['output'];
  /** What it tells of, such as "password_changed". */
  kind: Scalars['String']['output'];
  /** Where to read on, below the address of the web app; null when there is nothing to open. */
  path: Maybe<Scalars['String']['output']>;
  readAt: Maybe<Scalars['Time']['output']>;
  /** Plain text. */
  title: Scalars['String']['output'];
};

export type NotificationAct =
  | 'ARCHIVE'
  | 'DELETE'
  | 'READ'
  | 'RESTORE'
  | 'UNARCHIVE'
  | 'UNREAD';

export type NotificationBox =
  | 'ARCHIVE'
  | 'INBOX';

export type NotificationCategory = {
  about: Scalars['String']['output'];
  channels: Array<NotificationChoice>;
  key: Scalars['String']['output'];
  name: Scalars['String']['output'];
};

export type NotificationChannel =
  | 'INBOX'
  | 'MAIL'
  | 'PUSH';

export type NotificationChoice = {
  channel: NotificationChannel;
  /** What may be chosen; one alone cannot be changed. */
  choices: Array<NotificationFrequency>;
  frequency: NotificationFrequency;
};

export type NotificationConnection = {
  edges: Array<NotificationEdge>;
  nodes: Array<Notification>;
  pageInfo: PageInfo;
};

export type NotificationEdge = {
  cursor: Scalars['String']['output'];
  node: Notification;
};

export type NotificationFrequency =
  | 'AT_ONCE'
  /** Collected, and sent at the person's hour. */
  | 'DAILY'
  | 'OFF'
  /** Collected, and sent on the first day of the person's week. */
  | 'WEEKLY';

export type NotificationSettings = {
  categories: Array<NotificationCategory>;
  /** Browsers that get pushes. */
  devices: Array<PushDevice>;
  /** Time of day of digests and of the weekly summary. */
  digestTime: Scalars['String']['output'];
  /** Time of day at which quiet begins, "22:00"; null without quiet hours. Mail about security passes. */
  quietFrom: Maybe<Scalars['String']['output']>;
  quietTo: Maybe<Scalars['String']['output']>;
  reminderDays: Array<Weekday>;
  /** Time of day at which to remind of a day with nothing logged; null for never. */
  reminderTime: Maybe<Scalars['String']['output']>;
  /** False when this instance sends no mail. */
  sendsMail: Scalars['Boolean']['output'];
  /** The zone in which all these times are meant. */
  timeZone: Scalars['String']['output'];
};

export type NotificationSettingsPayload = {
  errors: Array<UserError>;
  settings: Maybe<NotificationSettings>;
};

export type NotificationsPayload = {
  changed: Scalars['Int']['output'];
  errors: Array<UserError>;
  unread: Scalars['Int']['output'];
};

/** The ticket for a live connection. */
export type OpenRealtimePayload = {
  errors: Array<UserError>;
  ticket: Maybe<RealtimeTicket>;
};

export type OpenTask = {
  day: Scalars['Date']['output'];
  entryId: Scalars['ID']['output'];
  text: Scalars['String']['output'];
};

/** One way on which something leaves an account, or somebody gets in. */
export type Outlet = {
  closable: Scalars['Boolean']['output'];
  /** How many things go out this way. */
  count: Maybe<Scalars['Int']['output']>;
  /** What the request itself comes through. */
  current: Scalars['Boolean']['output'];
  domain: Scalars['String']['output'];
  ends: Maybe<Scalars['Time']['output']>;
  /** Small words on what it may do. */
  facts: Array<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** What it is, such as "token" or "entries_public". */
  kind: Scalars['String']['output'];
  lastAt: Maybe<Scalars['Time']['output']>;
  /** The network it was used from last. */
  lastFrom: Maybe<Scalars['String']['output']>;
  /** A page of the web app that shows what goes out. */
  link: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  since: Maybe<Scalars['Time']['output']>;
};

/** An own file with what uses it: ten entries at most. What nothing uses is removed after a week. */
export type OwnFile = {
  file: File;
  uses: Array<FileUse>;
};

export type OwnFileConnection = {
  nodes: Array<OwnFile>;
  pageInfo: PageInfo;
};

/** Where a page of a list ends. */
export type PageInfo = {
  /** Pass it as `after` to get the next page. It is sealed: valid for the same list, filter and viewer only. */
  endCursor: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
};

export type Passkey = {
  createdAt: Scalars['Time']['output'];
  id: Scalars['ID']['output'];
  lastUsedAt: Maybe<Scalars['Time']['output']>;
  name: Scalars['String']['output'];
  /** A password manager or platform keeps a copy of it. */
  synced: Scalars['Boolean']['output'];
};

export type PasskeyOptionsPayload = {
  errors: Array<UserError>;
  /** JSON for `navigator.credentials`, with bytes in base64url. */
  options: Maybe<Scalars['String']['output']>;
};

/** A stretch of civil days, both ends included. A week is named by the ISO week of its Thursday. */
export type Period = {
  from: Scalars['Date']['output'];
  key: Scalars['String']['output'];
  to: Scalars['Date']['output'];
  unit: PeriodUnit;
};

export type PeriodUnit =
  | 'DAY'
  | 'MONTH'
  | 'RANGE'
  | 'WEEK'
  | 'YEAR';

export type PersonalAccessToken = {
  createdAt: Scalars['Time']['output'];
  expiresAt: Maybe<Scalars['Time']['output']>;
  id: Scalars['ID']['output'];
  /** What the client of the last use calls itself; empty when it was never used. */
  lastClient: Scalars['String']['output'];
  /** The network of the last use (a /24 or /48, never the whole address); empty when it was never used. */
  lastNetwork: Scalars['String']['output'];
  lastUsedAt: Maybe<Scalars['Time']['output']>;
  name: Scalars['String']['output'];
  /** Set while the secret before the last rotation still works. */
  oldSecretUntil: Maybe<Scalars['Time']['output']>;
  /** The first characters, to tell tokens apart. */
  prefix: Scalars['String']['output'];
  scopes: Array<Scope>;
};

export type ProfileLink = {
  label: Scalars['String']['output'];
  url: Scalars['String']['output'];
};

export type ProfileLinkInput = {
  label: Scalars['String']['input'];
  url: Scalars['String']['input'];
};

/** A sign-in provider as administrators see it. The client secret is never shown. */
export type Provider = {
  /** The redirect address that the provider has to be told. */
  callbackUrl: Scalars['String']['output'];
  clientId: Scalars['String']['output'];
  /** It comes from the configuration of the server, and is changed there alone. */
  declared: Scalars['Boolean']['output'];
  /** Domains whose addresses the provider may vouch for; none means all. */
  emailDomains: Array<Scalars['String']['output']>;
  enabled: Scalars['Boolean']['output'];
  hasSecret: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
  issuer: Scalars['String']['output'];
  kind: ProviderKind;
  linkCount: Scalars['Int']['output'];
  name: Scalars['String']['output'];
  /** It may be reached in the local network, and without https. */
  private: Scalars['Boolean']['output'];
  scopes: Array<Scalars['String']['output']>;
  /** People without an account may make one with it. */
  signUp: Scalars['Boolean']['output'];
  /** Its part of addresses: /sign-in/with/SLUG. */
  slug: Scalars['String']['output'];
  /** Its word that it asked for a second factor counts here. */
  trustsFactors: Scalars['Boolean']['output'];
};

/** What a provider speaks: OpenID Connect, or the sign-in of GitHub. */
export type ProviderKind =
  | 'GITHUB'
  | 'OIDC';

/** Who the viewer is at a sign-in provider. */
export type ProviderLink = {
  createdAt: Scalars['Time']['output'];
  id: Scalars['ID']['output'];
  /** What the person was called there when they linked it. */
  label: Scalars['String']['output'];
  lastUsedAt: Maybe<Scalars['Time']['output']>;
  provider: SignInProvider;
};

export type ProviderPayload = {
  errors: Array<UserError>;
  provider: Maybe<Provider>;
};

export type ProviderTest = {
  /** Its answers name their issuer (RFC 9207). */
  announcesIssuer: Scalars['Boolean']['output'];
  keys: Scalars['Int']['output'];
  ok: Scalars['Boolean']['output'];
  /** What went wrong, as a technical sentence. */
  problem: Scalars['String']['output'];
};

/** What the public page and the public feeds of a person show beside the text of entries. */
export type PublicView = {
  /** Entries of days before are hidden; null hides none. */
  lookBackDays: Maybe<Scalars['Int']['output']>;
  /** How many days in a row were logged, those of private entries included. */
  streak: Scalars['Boolean']['output'];
  /** At what time of day entries were logged and changed; days alone without it. */
  times: Scalars['Boolean']['output'];
};

export type PushDevice = {
  createdAt: Scalars['Time']['output'];
  /** True for the browser of this session. */
  current: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
  lastUsed: Maybe<Scalars['Time']['output']>;
  name: Scalars['String']['output'];
};

/** A picture of squares: the path of an SVG drawing of `size` by `size` units, a quiet border included. */
export type QrCode = {
  path: Scalars['String']['output'];
  size: Scalars['Int']['output'];
};

export type Query = {
  /** What runs here and what it is made of. */
  about: About;
  /** Acts over the whole instance, newest first. */
  adminAudit: AuditRecordConnection;
  /** Whether the instance could be brought back. */
  adminBackup: BackupOverview;
  /** Backups and attempts at them, newest first. */
  adminBackupRuns: BackupRunConnection;
  /** How the parts of the instance are; asks each of them. */
  adminHealth: Health;
  adminInvites: InviteConnection;
  /** What the queue holds, by kind, and what runs again and again. */
  adminJobQueue: JobQueue;
  /** The jobs of one state, newest first. */
  adminJobs: JobConnection;
  /** The sign-in providers, at most 20, by name. */
  adminProviders: Array<Provider>;
  adminSettings: InstanceSettings;
  /** The space of a person; null when there is no such account. */
  adminStorage: Maybe<AdminStorage>;
  adminUser: Maybe<AdminUser>;
  adminUsers: AdminUserConnection;
  /** One entry, when it is yours or its audience includes you; null otherwise. */
  entry: Maybe<Entry>;
  instance: Instance;
  /** What a change of zone or day start would do to today, before it is saved. */
  previewDay: DayPreview;
  /** Markdown to sanitised HTML, as saving would render it. */
  previewMarkdown: MarkdownPreview;
  /** What this operation costs, and what the caller has left. See also `extensions.cost` and the RateLimit headers of every answer. */
  rateLimit: RateLimit;
  user: Maybe<User>;
  /** The signed-in person, or null. */
  viewer: Maybe<Viewer>;
};


export type QueryAdminAuditArgs = {
  action?: InputMaybe<Scalars['String']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  subjectId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryAdminBackupRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryAdminInvitesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryAdminJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  state: JobState;
};


export type QueryAdminStorageArgs = {
  userId: Scalars['ID']['input'];
};


export type QueryAdminUserArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAdminUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<UserStatus>;
};


export type QueryEntryArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPreviewDayArgs = {
  dayStart: Scalars['Int']['input'];
  timeZone: Scalars['String']['input'];
};


export type QueryPreviewMarkdownArgs = {
  body: Scalars['String']['input'];
};


export type QueryUserArgs = {
  handle: Scalars['String']['input'];
};

/** Where a caller stands with its limits, in points. */
export type RateLimit = {
  /** What this operation costs. */
  cost: Scalars['Int']['output'];
  /** How many points the caller has per minute. On an instance without limits over time: the most one operation may cost. */
  limit: Scalars['Int']['output'];
  /** How many objects the answer can hold at most. */
  nodeCount: Scalars['Int']['output'];
  /** How many of them are left after this operation; null on an instance without limits over time. */
  remaining: Maybe<Scalars['Int']['output']>;
  /** When all points are there again; null on an instance without limits over time. */
  resetAt: Maybe<Scalars['Time']['output']>;
};

/** Opens one live connection. */
export type RealtimeTicket = {
  expiresAt: Scalars['Time']['output'];
  value: Scalars['String']['output'];
};

export type RefreshTokensInput = {
  refreshToken: Scalars['String']['input'];
};

export type RegisterPasskeyInput = {
  /** The answer of `navigator.credentials.create`, as JSON with bytes in base64url. */
  credential: Scalars['String']['input'];
  name: Scalars['String']['input'];
};

export type RegistrationMode =
  | 'APPROVAL'
  | 'CLOSED'
  | 'DOMAINS'
  | 'INVITE'
  | 'OPEN';

export type RemoveProviderPayload = {
  errors: Array<UserError>;
  removedId: Maybe<Scalars['ID']['output']>;
};

export type RenamePasskeyInput = {
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};

export type RestoreEntryPayload = {
  entry: Maybe<Entry>;
  errors: Array<UserError>;
};

export type RestoreRevisionInput = {
  /** The version that stood when the person chose. A newer one on the server is a conflict: both come back. */
  baseRevision: Scalars['Int']['input'];
  clientId: Scalars['String']['input'];
  entryId: Scalars['ID']['input'];
  revision: Scalars['Int']['input'];
};

export type Review = {
  /** What the viewer wrote about it: an entry like any other. */
  answer: Maybe<Entry>;
  /** Its days; of a year, its months. */
  bars: Array<ReviewBar>;
  /** The same period of the three years before, the latest first; those without entries are left out. */
  earlier: Array<EarlierReview>;
  figures: ReviewFigures;
  next: Maybe<Scalars['String']['output']>;
  /** True once its last day is past. */
  over: Scalars['Boolean']['output'];
  period: Period;
  previous: Maybe<Scalars['String']['output']>;
  tags: Array<TagFigure>;
};

export type ReviewBar = {
  entries: Scalars['Int']['output'];
  from: Scalars['Date']['output'];
  minutes: Scalars['Int']['output'];
  to: Scalars['Date']['output'];
};

export type ReviewFigures = {
  /** Imported items (commits) that stand behind entries. */
  commits: Scalars['Int']['output'];
  /** Days with entries. */
  days: Scalars['Int']['output'];
  /** With checkboxes, all of them ticked. */
  donePlans: Scalars['Int']['output'];
  /** Imported entries that nobody has looked at. */
  drafts: Scalars['Int']['output'];
  energy: Maybe<Scalars['Float']['output']>;
  energyCount: Scalars['Int']['output'];
  entries: Scalars['Int']['output'];
  kinds: Array<KindFigure>;
  minutes: Scalars['Int']['output'];
  /** Averages from 1 to 5. */
  mood: Maybe<Scalars['Float']['output']>;
  moodCount: Scalars['Int']['output'];
  /** With an open checkbox, or a day that is not over. */
  openPlans: Scalars['Int']['output'];
};

/** An entry as it stood after one save. */
export type Revision = {
  audience: Audience;
  author: User;
  body: Scalars['String']['output'];
  /** True for the version that stands now. */
  current: Scalars['Boolean']['output'];
  day: Scalars['Date']['output'];
  energy: Maybe<Scalars['Int']['output']>;
  kind: Kind;
  minutes: Maybe<Scalars['Int']['output']>;
  mood: Maybe<Scalars['Int']['output']>;
  /** The number of the save, from 1. */
  revision: Scalars['Int']['output'];
  savedAt: Scalars['Time']['output'];
  tags: Array<Tag>;
};

export type RevisionConnection = {
  nodes: Array<Revision>;
  pageInfo: PageInfo;
};

export type RevokeCaptureAddressPayload = {
  errors: Array<UserError>;
  mail: Maybe<CaptureMail>;
};

export type RevokeCaptureHookPayload = {
  errors: Array<UserError>;
  revokedId: Maybe<Scalars['ID']['output']>;
};

export type RevokeEntryLinkPayload = {
  errors: Array<UserError>;
  revokedId: Maybe<Scalars['ID']['output']>;
};

export type RevokeFeedPayload = {
  errors: Array<UserError>;
  revokedId: Maybe<Scalars['ID']['output']>;
};

export type RevokeTokenPayload = {
  errors: Array<UserError>;
  revokedId: Maybe<Scalars['ID']['output']>;
};

export type Role =
  | 'ADMIN'
  | 'MEMBER';

/** How the unchecked tasks of the last day that left some are carried over. */
export type RollOver = {
  /** By itself when a new entry is begun. */
  automatic: Scalars['Boolean']['output'];
  /** Under which heading goes what was done that day; empty leaves it out. */
  doneHeading: Scalars['String']['output'];
  /** Under which heading the tasks go, where the place is one. */
  heading: Scalars['String']['output'];
  place: RollOverPlace;
  /** Carried tasks are taken out of the entry they come from, once the new one is saved. */
  takeOut: Scalars['Boolean']['output'];
};

export type RollOverPayload = {
  errors: Array<UserError>;
  rollOver: Maybe<RollOver>;
};

/** Where carried tasks go in the new text. */
export type RollOverPlace =
  | 'END'
  | 'HEADING'
  | 'START';

export type RotateTokenInput = {
  /** Hours for which the old secret still works, 0 to 168. */
  graceHours: Scalars['Int']['input'];
  id: Scalars['ID']['input'];
};

/** How many of the sample entries the person has. */
export type SampleEntries = {
  /** Changed by the person since: they stay. */
  edited: Scalars['Int']['output'];
  /** As they came: removing the samples takes them. */
  untouched: Scalars['Int']['output'];
};

export type SampleEntriesPayload = {
  /** How many entries came or went. */
  changed: Scalars['Int']['output'];
  errors: Array<UserError>;
  samples: Maybe<SampleEntries>;
};

export type SaveProviderInput = {
  clientId: Scalars['String']['input'];
  /** Null keeps the one that is there. */
  clientSecret?: InputMaybe<Scalars['String']['input']>;
  emailDomains: Array<Scalars['String']['input']>;
  enabled: Scalars['Boolean']['input'];
  /** Null makes a new one. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** The issuer of OpenID Connect, or the address of a GitHub; empty means github.com. */
  issuer: Scalars['String']['input'];
  /** A provider keeps the kind that it was made with. */
  kind?: ProviderKind;
  name: Scalars['String']['input'];
  private: Scalars['Boolean']['input'];
  scopes: Array<Scalars['String']['input']>;
  signUp: Scalars['Boolean']['input'];
  slug: Scalars['String']['input'];
  trustsFactors: Scalars['Boolean']['input'];
};

/** The promise that an entry gets an audience at a time. */
export type Schedule = {
  /** The instant that is. Should the rules of the zone change before, the local time holds. */
  at: Scalars['Time']['output'];
  audience: Audience;
  createdAt: Scalars['Time']['output'];
  /** What the clock on the wall of the zone shows then: the day, and hours and minutes such as "18:30". */
  day: Scalars['Date']['output'];
  entry: Entry;
  time: Scalars['String']['output'];
  zone: Scalars['String']['output'];
};

export type ScheduleEntryInput = {
  audience: Audience;
  day: Scalars['Date']['input'];
  id: Scalars['ID']['input'];
  /** Hours and minutes such as "18:30". A minute that a clock change jumps over is reached at the jump. */
  time: Scalars['String']['input'];
  /** The profile's when left out. */
  zone?: InputMaybe<Scalars['String']['input']>;
};

export type ScheduleEntryPayload = {
  errors: Array<UserError>;
  schedule: Maybe<Schedule>;
};

export type Scope =
  | 'ADMIN'
  | 'ENTRIES_WRITE'
  | 'PROFILE_WRITE'
  | 'READ';

/** A hit of the search, with the matched words marked. */
export type SearchHit = {
  entry: Entry;
  /** Sanitised HTML around the first match, with <mark>. */
  snippetHtml: Scalars['String']['output'];
};

export type SearchHitConnection = {
  edges: Array<SearchHitEdge>;
  nodes: Array<SearchHit>;
  pageInfo: PageInfo;
  /** What could not be taken as typed. Every text is a query; these say what was made of it. */
  problems: Array<SearchProblem>;
};

export type SearchHitEdge = {
  cursor: Scalars['String']['output'];
  node: SearchHit;
};

/** A part of a query that could not be taken as typed. */
export type SearchProblem = {
  /** The query does not say what was meant, so nothing was searched. */
  blocking: Scalars['Boolean']['output'];
  code: Scalars['String']['output'];
  /** Where it stands, in characters (Unicode code points): from the first to behind the last. */
  from: Scalars['Int']['output'];
  message: Scalars['String']['output'];
  to: Scalars['Int']['output'];
};

/** What signs a person in. */
export type Security = {
  /** The ways to confirm a sensitive act. */
  confirmBy: Array<ConfirmMethod>;
  hasPassword: Scalars['Boolean']['output'];
  passkeys: Array<Passkey>;
  /** False where the address of the instance is none that browsers allow passkeys for. */
  passkeysOffered: Scalars['Boolean']['output'];
  /** The least length of a new password, in characters. */
  passwordMin: Scalars['Int']['output'];
  /** How many recovery codes were not used yet. */
  recoveryCodesLeft: Scalars['Int']['output'];
  recoveryCodesMadeAt: Maybe<Scalars['Time']['output']>;
  /** True when a password alone does not sign in. */
  secondFactor: Scalars['Boolean']['output'];
  /** The authenticator app, or null. */
  totp: Maybe<TotpApp>;
};

export type SecurityPayload = {
  errors: Array<UserError>;
  /** Recovery codes, shown this once, when they were made. */
  recoveryCodes: Maybe<Array<Scalars['String']['output']>>;
  security: Maybe<Security>;
};

export type Session = {
  createdAt: Scalars['Time']['output'];
  current: Scalars['Boolean']['output'];
  /** What the browser or client says it is, such as "Firefox on Linux". */
  device: Scalars['String']['output'];
  expiresAt: Scalars['Time']['output'];
  id: Scalars['ID']['output'];
  kind: SessionKind;
  lastSeenAt: Scalars['Time']['output'];
  /** The network of the address (a /24 or /48), never the whole address. */
  network: Scalars['String']['output'];
};

export type SessionKind =
  | 'API'
  | 'BROWSER';

export type SetNotificationPreferenceInput = {
  category: Scalars['String']['input'];
  channel: NotificationChannel;
  frequency: NotificationFrequency;
};

/** A sign-in that waits for its second step. It opens nothing by itself. */
export type SignInChallenge = {
  expiresAt: Scalars['Time']['output'];
  /** The ways to finish, the preferred first. */
  methods: Array<FactorKind>;
  token: Scalars['String']['output'];
};

export type SignInInput = {
  /** What the client calls itself in the session list. */
  client: Scalars['String']['input'];
  /** Address or handle. */
  login: Scalars['String']['input'];
  password: Scalars['String']['input'];
};

/** The ways into the viewer's account. */
export type SignInMethods = {
  hasPassword: Scalars['Boolean']['output'];
  links: Array<ProviderLink>;
  /** True when passwords are switched off on this instance. */
  providerOnly: Scalars['Boolean']['output'];
  /** The providers of this instance, at most 20. */
  providers: Array<SignInProvider>;
};

export type SignInMethodsPayload = {
  errors: Array<UserError>;
  methods: Maybe<SignInMethods>;
};

/** Tokens, or the second step to take. */
export type SignInPayload = {
  challenge: Maybe<SignInChallenge>;
  errors: Array<UserError>;
  tokens: Maybe<TokenPair>;
};

/** A way to sign in that this instance offers beside passwords. */
export type SignInProvider = {
  /** Signing in with it anew confirms a session. */
  confirms: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
  slug: Scalars['String']['output'];
};

export type SignOutEverywhereInput = {
  includeTokens: Scalars['Boolean']['input'];
  keepCurrent: Scalars['Boolean']['input'];
};

export type SignOutPayload = {
  errors: Array<UserError>;
  revokedSessions: Scalars['Int']['output'];
};

export type StartProviderInput = {
  /** Confirm this session, in place of a password; else the provider is linked. */
  confirm: Scalars['Boolean']['input'];
  /** The page of this instance to come back to. */
  next: Scalars['String']['input'];
  slug: Scalars['String']['input'];
};

/** The address to open in this browser; it works for two minutes and for this session alone. */
export type StartProviderPayload = {
  errors: Array<UserError>;
  url: Maybe<Scalars['String']['output']>;
};

/** How much space the person's files use. */
export type Storage = {
  files: Scalars['Int']['output'];
  /** The largest file that is taken, in bytes. */
  maxFileBytes: Scalars['Int']['output'];
  /** An administrator gave the person this space in place of the usual one. */
  quotaByAdmin: Scalars['Boolean']['output'];
  quotaBytes: Scalars['Float']['output'];
  /** Bytes, as whole numbers. */
  usedBytes: Scalars['Float']['output'];
};

export type Streak = {
  /** The streak lives until this instant if nothing more is logged; null when there is none. */
  aliveUntil: Maybe<Scalars['Time']['output']>;
  current: Scalars['Int']['output'];
  freezesLeft: Scalars['Int']['output'];
  lastActive: Maybe<Scalars['Date']['output']>;
  longest: Scalars['Int']['output'];
  state: StreakState;
};

export type StreakSettings = {
  /** One freeze is earned with so many active days; 0 switches freezes off. */
  freezeEvery: Scalars['Int']['output'];
  freezeMax: Scalars['Int']['output'];
  /** Weekdays on which nothing is due. */
  restDays: Array<Weekday>;
};

export type StreakSettingsInput = {
  freezeEvery: Scalars['Int']['input'];
  freezeMax: Scalars['Int']['input'];
  restDays: Array<Weekday>;
};

export type StreakSettingsPayload = {
  errors: Array<UserError>;
  settings: Maybe<StreakSettings>;
};

export type StreakState =
  | 'ALIVE'
  | 'BROKEN'
  | 'FROZEN'
  | 'NONE'
  | 'OPEN';

export type SubscribePushInput = {
  auth: Scalars['String']['input'];
  endpoint: Scalars['String']['input'];
  p256dh: Scalars['String']['input'];
};

/** A word that people sort their entries by; each person has their own. A slash makes a hierarchy: "go/generics". */
export type Tag = {
  /** One of ember, pine, gold, sky, plum, stone; empty when none was chosen. */
  color: Scalars['String']['output'];
  description: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** As typed first, without the number sign. */
  name: Scalars['String']['output'];
};

/** A tag that becomes another one. */
export type TagChange = {
  from: Scalars['String']['output'];
  to: Scalars['String']['output'];
};

export type TagFigure = {
  entries: Scalars['Int']['output'];
  minutes: Scalars['Int']['output'];
  tag: Tag;
};

export type TagPayload = {
  errors: Array<UserError>;
  tag: Maybe<Tag>;
};

export type TagTotal = {
  entries: Scalars['Int']['output'];
  minutes: Scalars['Int']['output'];
  tag: Tag;
};

export type TagUse = {
  aliases: Array<Scalars['String']['output']>;
  entries: Scalars['Int']['output'];
  tag: Tag;
};

export type Task = {
  done: Scalars['Boolean']['output'];
  text: Scalars['String']['output'];
};

/**
 * A text to begin an entry with. Its {{variables}} are filled by whoever uses it, in the zone and language of the person; here
 * they are text like any other.
 */
export type Template = {
  /** Markdown. */
  body: Scalars['String']['output'];
  createdAt: Scalars['Time']['output'];
  id: Scalars['ID']['output'];
  /** What entries made from it are; null leaves the choice. */
  kind: Maybe<Kind>;
  name: Scalars['String']['output'];
  tags: Array<Scalars['String']['output']>;
  updatedAt: Scalars['Time']['output'];
  /** Days of the week on which it is offered by itself. */
  weekdays: Array<Weekday>;
};

export type TemplatePayload = {
  errors: Array<UserError>;
  template: Maybe<Template>;
};

export type TemplatesPayload = {
  errors: Array<UserError>;
  templates: Array<Template>;
};

export type Theme =
  | 'DARK'
  | 'LIGHT'
  | 'SYSTEM';

/** What the viewer logged today. */
export type Today = {
  day: Scalars['Date']['output'];
  endsAt: Scalars['Time']['output'];
  entries: Scalars['Int']['output'];
  /** True between midnight and the day start: the clock says tomorrow, the day has not ended. */
  late: Scalars['Boolean']['output'];
  /** The newest entries of today, at most 20. */
  latest: Array<Entry>;
  minutes: Scalars['Int']['output'];
};

export type TokenPair = {
  accessExpiresAt: Scalars['Time']['output'];
  accessToken: Scalars['String']['output'];
  refreshExpiresAt: Scalars['Time']['output'];
  refreshToken: Scalars['String']['output'];
};

export type TotpApp = {
  createdAt: Scalars['Time']['output'];
  lastUsedAt: Maybe<Scalars['Time']['output']>;
};

/** A secret that waits for its first code. */
export type TotpSetUp = {
  qr: QrCode;
  /** In base32, for typing. */
  secret: Scalars['String']['output'];
  /** The otpauth address that the picture holds. */
  uri: Scalars['String']['output'];
};

export type UnscheduleEntryPayload = {
  errors: Array<UserError>;
  unscheduledId: Maybe<Scalars['ID']['output']>;
};

export type UpdateCaptureAddressInput = {
  /** At most 10. */
  senders: Array<Scalars['String']['input']>;
};

export type UpdateCaptureAddressPayload = {
  errors: Array<UserError>;
  mail: Maybe<CaptureMail>;
};

export type UpdateNotificationSettingsInput = {
  digestTime: Scalars['String']['input'];
  quietFrom?: InputMaybe<Scalars['String']['input']>;
  quietTo?: InputMaybe<Scalars['String']['input']>;
  reminderDays: Array<Weekday>;
  reminderTime?: InputMaybe<Scalars['String']['input']>;
};

export type UpdateNotificationsInput = {
  act: NotificationAct;
  /** At most 100. Those that are not the viewer's are passed over. */
  ids: Array<Scalars['ID']['input']>;
};

export type UpdateProfileInput = {
  /** Refused with a conflict when the profile has changed since. */
  baseRevision: Scalars['Int']['input'];
  bio?: InputMaybe<Scalars['String']['input']>;
  /** All cards in their order, at most 32; an empty list brings the usual arrangement back. */
  dashboard?: InputMaybe<Array<DashboardCardInput>>;
  dayStart?: InputMaybe<Scalars['Int']['input']>;
  displayName?: InputMaybe<Scalars['String']['input']>;
  handle?: InputMaybe<Scalars['String']['input']>;
  links?: InputMaybe<Array<ProfileLinkInput>>;
  locale?: InputMaybe<Scalars['String']['input']>;
  location?: InputMaybe<Scalars['String']['input']>;
  pronouns?: InputMaybe<Scalars['String']['input']>;
  theme?: InputMaybe<Theme>;
  timeZone?: InputMaybe<Scalars['String']['input']>;
  weekStart?: InputMaybe<Weekday>;
};

export type UpdateProfilePayload = {
  errors: Array<UserError>;
  viewer: Maybe<Viewer>;
};

export type UpdatePublicViewInput = {
  /** 1 to 3660; without a bound when left out. */
  lookBackDays?: InputMaybe<Scalars['Int']['input']>;
  streak: Scalars['Boolean']['input'];
  times: Scalars['Boolean']['input'];
};

export type UpdatePublicViewPayload = {
  errors: Array<UserError>;
  publicView: Maybe<PublicView>;
};

export type UpdateTagInput = {
  color?: InputMaybe<Scalars['String']['input']>;
  description?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  name?: InputMaybe<Scalars['String']['input']>;
};

/** Replaces the template whole. */
export type UpdateTemplateInput = {
  body: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  kind?: InputMaybe<Kind>;
  name: Scalars['String']['input'];
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  weekdays?: InputMaybe<Array<Weekday>>;
};

export type UpdateViewInput = {
  id: Scalars['ID']['input'];
  name?: InputMaybe<Scalars['String']['input']>;
  pinned?: InputMaybe<Scalars['Boolean']['input']>;
  query?: InputMaybe<Scalars['String']['input']>;
};

/** What everybody who may see a person may know of them. */
export type User = {
  avatarUrl: Maybe<Scalars['String']['output']>;
  /** Sanitised HTML of the bio. */
  bioHtml: Scalars['String']['output'];
  createdAt: Scalars['Time']['output'];
  displayName: Scalars['String']['output'];
  handle: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  links: Array<ProfileLink>;
  location: Scalars['String']['output'];
  pronouns: Scalars['String']['output'];
};

/** Something in the input that a person can mend. */
export type UserError = {
  /** A stable code from the error catalogue, such as "journal.body_empty". */
  code: Scalars['String']['output'];
  /** The input field it is about, or null when it is about the whole. */
  field: Maybe<Scalars['String']['output']>;
  /** A sentence that says what to do. */
  message: Scalars['String']['output'];
};

export type UserStatus =
  | 'ACTIVE'
  | 'DELETED'
  | 'PENDING'
  | 'SUSPENDED';

/** A name for a query of the search. */
export type View = {
  createdAt: Scalars['Time']['output'];
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  /** In the side navigation. */
  pinned: Scalars['Boolean']['output'];
  query: Scalars['String']['output'];
  updatedAt: Scalars['Time']['output'];
};

export type ViewPayload = {
  errors: Array<UserError>;
  view: Maybe<View>;
};

/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type Viewer = {
  /** The last twenty archives, newest first. */
  archives: Array<Archive>;
  /** What was done to the viewer's account, by anybody, newest first. */
  audit: AuditRecordConnection;
  /** The bio as typed, in Markdown. */
  bio: Scalars['String']['output'];
  /** The days with entries from one to another (366 at most): each with as many as the timeline shows for it. */
  calendar: Array<DayCount>;
  /** Own webhooks, newest first; 20 at most. */
  captureHooks: Array<CaptureHook>;
  captureMail: CaptureMail;
  /** When the person last confirmed in this session to be the owner; sensitive acts need it within ten minutes. */
  confirmedAt: Maybe<Scalars['Time']['output']>;
  /** The cards of the dashboard in the person's order; empty for the usual one. */
  dashboard: Array<DashboardCard>;
  /** The hour, 0 to 11, at which the person's day begins. Before it, the previous day still counts. */
  dayStart: Scalars['Int']['output'];
  daysOff: Array<DayOff>;
  /** Set when the account is about to be erased. */
  departure: Maybe<Departure>;
  /**
   * What a period of own entries comes to, made by rules alone: the same entries give the same bytes. The period is a key
   * (2026-11-22, 2026-W47, 2026-11, 2026, 2026-11-01..2026-11-20) or a word: standup (the last day with entries, and today),
   * today, yesterday, week, last-week, month, last-month, year, last-year.
   */
  digest: Digest;
  digestPreview: DigestPreview;
  email: Scalars['String']['output'];
  emailVerified: Scalars['Boolean']['output'];
  /** Own entries, newest day first. */
  entries: EntryConnection;
  /** Own entries whose title holds a text, newest first, at most 20 of the newest 2,000: to complete a link. */
  entryChoices: Array<EntryChoice>;
  /** Own links, newest first; 200 at most. With an entry, the one that opens it. */
  entryLinks: Array<EntryLink>;
  /** The own entry that a link [[name]] means: the newest with this title; null when there is none. */
  entryNamed: Maybe<Entry>;
  /** What other sources know of a day of the viewer, and a draft made of it by rules alone: the same evidence gives the same bytes. */
  evidence: Evidence;
  /** The days from one to another (366 at most) that other sources know something of, with how many items. */
  evidenceDays: Array<EvidenceDay>;
  /** Own private feeds, newest first; 20 at most. */
  feeds: Array<Feed>;
  /** Own files, newest first. */
  files: OwnFileConnection;
  /** The last twelve months up to today, or one calendar year. */
  heatmap: Heatmap;
  /** BCP 47 language tag of the interface. */
  locale: Scalars['String']['output'];
  next: Next;
  notificationSettings: NotificationSettings;
  /** The inbox, newest first. */
  notifications: NotificationConnection;
  /** What was logged on the same date of earlier years, newest first; of today when no day is given. */
  onThisDay: Array<Entry>;
  onboardedAt: Maybe<Scalars['Time']['output']>;
  /** Everything that leaves the account. */
  outlets: Array<Outlet>;
  /** An address that waits for its verification. */
  pendingEmail: Maybe<Scalars['String']['output']>;
  publicView: PublicView;
  /** The public key with which a browser subscribes to pushes (applicationServerKey). */
  pushKey: Scalars['String']['output'];
  /** Any own entry; null when there is none. */
  randomEntry: Maybe<Entry>;
  /** A week, a month or a year: figures, the same period of earlier years, and what was answered. */
  review: Review;
  /** Counts up with every change of the profile; pass it back as `baseRevision`. */
  revision: Scalars['Int']['output'];
  role: Role;
  rollOver: RollOver;
  samples: SampleEntries;
  /** Own entries that get another audience by themselves, soonest first; 100 at most. */
  schedules: Array<Schedule>;
  /**
   * Own entries, newest first, by words and operators: "phrase", start*, #tag, -without, OR, (groups), kind: tag: mood:
   * energy: minutes: has: is: source: on: after: before: age:. See docs/search.md.
   */
  search: SearchHitConnection;
  /** What signs the person in now. */
  security: Security;
  sessions: Array<Session>;
  signInMethods: SignInMethods;
  storage: Storage;
  streak: Streak;
  streakSettings: StreakSettings;
  /** Own tags with entries in the range, most entries first. */
  tagTotals: Array<TagTotal>;
  /** Own tags by name with their aliases; each counts the entries that carry it or a tag below it. At most 2,000. */
  tagUses: Array<TagUse>;
  /** Own tags whose name contains the text, most used lately first; for completion. */
  tags: Array<Tag>;
  /** Own templates in their order, at most 50. */
  templates: Array<Template>;
  theme: Theme;
  /** IANA time zone, such as "Europe/Berlin". */
  timeZone: Scalars['String']['output'];
  today: Today;
  tokens: Array<PersonalAccessToken>;
  /** Own entries in the trash, latest deleted first. */
  trash: EntryConnection;
  /** How many notices of the inbox are unread, at most 100. */
  unreadNotifications: Scalars['Int']['output'];
  user: User;
  /** Saved views in their order, at most 50. */
  views: Array<View>;
  weekStart: Weekday;
  /** The last weeks, oldest first; the week is the viewer's. At most 53. */
  weeks: Array<WeekTotal>;
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerAuditArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerCalendarArgs = {
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerDaysOffArgs = {
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerDigestArgs = {
  period: Scalars['String']['input'];
  query?: InputMaybe<Scalars['String']['input']>;
  shape?: InputMaybe<DigestShape>;
  tag?: InputMaybe<Scalars['String']['input']>;
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerEntriesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerEntryChoicesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  search: Scalars['String']['input'];
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerEntryLinksArgs = {
  entryId?: InputMaybe<Scalars['ID']['input']>;
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerEntryNamedArgs = {
  name: Scalars['String']['input'];
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerEvidenceArgs = {
  day: Scalars['Date']['input'];
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerEvidenceDaysArgs = {
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerFilesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerHeatmapArgs = {
  year?: InputMaybe<Scalars['Int']['input']>;
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerNotificationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  box?: InputMaybe<NotificationBox>;
  first?: InputMaybe<Scalars['Int']['input']>;
  unread?: InputMaybe<Scalars['Boolean']['input']>;
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerOnThisDayArgs = {
  day?: InputMaybe<Scalars['Date']['input']>;
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerReviewArgs = {
  period: Scalars['String']['input'];
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerSearchArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EntryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  query: Scalars['String']['input'];
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerTagTotalsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  from?: InputMaybe<Scalars['Date']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerTagsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerTrashArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The signed-in person and what is theirs. Every domain adds its own fields. */
export type ViewerWeeksArgs = {
  last?: InputMaybe<Scalars['Int']['input']>;
};

export type ViewsPayload = {
  errors: Array<UserError>;
  views: Array<View>;
};

export type WeekTotal = {
  activeDays: Scalars['Int']['output'];
  entries: Scalars['Int']['output'];
  from: Scalars['Date']['output'];
  minutes: Scalars['Int']['output'];
  to: Scalars['Date']['output'];
};

export type Weekday =
  | 'FRIDAY'
  | 'MONDAY'
  | 'SATURDAY'
  | 'SUNDAY'
  | 'THURSDAY'
  | 'TUESDAY'
  | 'WEDNESDAY';

export type WriteEntryInput = {
  audience?: InputMaybe<Audience>;
  body: Scalars['String']['input'];
  /** Made by the client, 8 to 64 characters; the same id again gives the first result and writes nothing. */
  clientId: Scalars['String']['input'];
  /** The civil day; the viewer's today when left out. */
  day?: InputMaybe<Scalars['Date']['input']>;
  energy?: InputMaybe<Scalars['Int']['input']>;
  kind?: InputMaybe<Kind>;
  /** The instant it happened; now when left out. */
  loggedAt?: InputMaybe<Scalars['Time']['input']>;
  minutes?: InputMaybe<Scalars['Int']['input']>;
  mood?: InputMaybe<Scalars['Int']['input']>;
  /** How it came: WRITTEN (default) or CLI. */
  source?: InputMaybe<EntrySource>;
  /** Beside the tags typed in the body. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The zone the client is in; the profile's when left out. */
  zone?: InputMaybe<Scalars['String']['input']>;
};

export type WriteEntryPayload = {
  entry: Maybe<Entry>;
  errors: Array<UserError>;
};

export type AdminPersonFragment = { id: string, handle: string, displayName: string, email: string, emailVerified: boolean, role: Role, status: UserStatus, createdAt: string, lastSeenAt: string | null, sessionCount: number, factorCount: number };

export type AdminLeavingFragment = { userId: string, dueAt: string, byAdmin: boolean };

export type AdminPeopleQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<UserStatus>;
}>;


export type AdminPeopleQuery = { adminUsers: { totalCount: number, nodes: Array<{ id: string, handle: string, displayName: string, email: string, emailVerified: boolean, role: Role, status: UserStatus, createdAt: string, lastSeenAt: string | null, sessionCount: number, factorCount: number }>, departures: Array<{ userId: string, dueAt: string, byAdmin: boolean }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type AdminInvitesQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type AdminInvitesQuery = { adminInvites: { nodes: Array<{ id: string, email: string | null, note: string, createdAt: string, expiresAt: string, usedAt: string | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type AdminSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type AdminSettingsQuery = { adminSettings: { name: string, registration: RegistrationMode, allowedDomains: Array<string>, explorer: boolean, verification: string, sendsMail: boolean }, instance: { version: string } };

export type AdminAuditQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  subjectId?: InputMaybe<Scalars['ID']['input']>;
  action?: InputMaybe<Scalars['String']['input']>;
}>;


export type AdminAuditQuery = { adminAudit: { nodes: Array<{ id: string, at: string, action: string, network: string, actor: { handle: string, displayName: string } | null, subject: { handle: string, displayName: string } | null, details: Array<{ name: string, value: string }> }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type AdminCreatePersonMutationVariables = Exact<{
  input: AdminCreateUserInput;
}>;


export type AdminCreatePersonMutation = { adminCreateUser: { link: string | null, user: { id: string, handle: string, displayName: string, email: string, emailVerified: boolean, role: Role, status: UserStatus, createdAt: string, lastSeenAt: string | null, sessionCount: number, factorCount: number } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminSuspendMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
}>;


export type AdminSuspendMutation = { adminSuspendUser: { user: { id: string, handle: string, displayName: string, email: string, emailVerified: boolean, role: Role, status: UserStatus, createdAt: string, lastSeenAt: string | null, sessionCount: number, factorCount: number } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminReinstateMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AdminReinstateMutation = { adminReinstateUser: { user: { id: string, handle: string, displayName: string, email: string, emailVerified: boolean, role: Role, status: UserStatus, createdAt: string, lastSeenAt: string | null, sessionCount: number, factorCount: number } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminApproveMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AdminApproveMutation = { adminApproveUser: { user: { id: string, handle: string, displayName: string, email: string, emailVerified: boolean, role: Role, status: UserStatus, createdAt: string, lastSeenAt: string | null, sessionCount: number, factorCount: number } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminSetRoleMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  role: Role;
}>;


export type AdminSetRoleMutation = { adminSetRole: { user: { id: string, handle: string, displayName: string, email: string, emailVerified: boolean, role: Role, status: UserStatus, createdAt: string, lastSeenAt: string | null, sessionCount: number, factorCount: number } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminSignOutMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AdminSignOutMutation = { adminSignOutUser: { user: { id: string, handle: string, displayName: string, email: string, emailVerified: boolean, role: Role, status: UserStatus, createdAt: string, lastSeenAt: string | null, sessionCount: number, factorCount: number } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminResetFactorsMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AdminResetFactorsMutation = { adminResetFactors: { user: { id: string, handle: string, displayName: string, email: string, emailVerified: boolean, role: Role, status: UserStatus, createdAt: string, lastSeenAt: string | null, sessionCount: number, factorCount: number } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminDeleteMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AdminDeleteMutation = { adminDeleteUser: { user: { id: string } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminSendAwayMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AdminSendAwayMutation = { adminSendAway: { errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminLetStayMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AdminLetStayMutation = { adminLetStay: { errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminResetLinkMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AdminResetLinkMutation = { adminCreateResetLink: { url: string | null, expiresAt: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminCreateInviteMutationVariables = Exact<{
  input: AdminCreateInviteInput;
}>;


export type AdminCreateInviteMutation = { adminCreateInvite: { url: string | null, expiresAt: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminRevokeInviteMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AdminRevokeInviteMutation = { adminRevokeInvite: { url: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminSaveSettingsMutationVariables = Exact<{
  input: AdminUpdateSettingsInput;
}>;


export type AdminSaveSettingsMutation = { adminUpdateSettings: { settings: { name: string, registration: RegistrationMode, allowedDomains: Array<string>, explorer: boolean, verification: string, sendsMail: boolean } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminJobQueueQueryVariables = Exact<{ [key: string]: never; }>;


export type AdminJobQueueQuery = { adminJobQueue: { due: number, scheduled: number, running: number, retrying: number, failed: number, oldestDueAt: string | null, kinds: Array<{ kind: string, due: number, scheduled: number, running: number, retrying: number, failed: number }>, schedules: Array<{ name: string, everySeconds: number, nextAt: string | null }> } };

export type AdminJobsQueryVariables = Exact<{
  state: JobState;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type AdminJobsQuery = { adminJobs: { nodes: Array<{ id: string, kind: string, state: JobState, dueAt: string, attempts: number, mostAttempts: number, lastError: string | null, failedAt: string | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type AdminRunJobMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AdminRunJobMutation = { adminRunJob: { kind: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminDiscardJobMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AdminDiscardJobMutation = { adminDiscardJob: { kind: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminRunScheduleMutationVariables = Exact<{
  name: Scalars['String']['input'];
}>;


export type AdminRunScheduleMutation = { adminRunSchedule: { kind: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminHealthQueryVariables = Exact<{ [key: string]: never; }>;


export type AdminHealthQuery = { adminHealth: { status: HealthStatus, at: string, parts: Array<{ name: string, status: HealthStatus, message: string | null, milliseconds: number, facts: Array<{ name: string, value: string }> }> } };

export type BackupRowFragment = { id: string, status: BackupStatus, scheduled: boolean, askedAt: string, finishedAt: string | null, file: string | null, megabytes: number, rows: number, files: number, writeSeconds: number, proofSeconds: number, encrypted: boolean, withKeyring: boolean, failure: BackupFailure | null, checkedAt: string | null, downloadPath: string | null };

export type AdminBackupQueryVariables = Exact<{ [key: string]: never; }>;


export type AdminBackupQuery = { adminBackup: { scheduled: boolean, everySeconds: number, keepDaily: number, keepWeekly: number, keepMonthly: number, encrypted: boolean, withKeyring: boolean, overdue: boolean, lastProven: { id: string, status: BackupStatus, scheduled: boolean, askedAt: string, finishedAt: string | null, file: string | null, megabytes: number, rows: number, files: number, writeSeconds: number, proofSeconds: number, encrypted: boolean, withKeyring: boolean, failure: BackupFailure | null, checkedAt: string | null, downloadPath: string | null } | null } };

export type AdminBackupRunsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type AdminBackupRunsQuery = { adminBackupRuns: { nodes: Array<{ id: string, status: BackupStatus, scheduled: boolean, askedAt: string, finishedAt: string | null, file: string | null, megabytes: number, rows: number, files: number, writeSeconds: number, proofSeconds: number, encrypted: boolean, withKeyring: boolean, failure: BackupFailure | null, checkedAt: string | null, downloadPath: string | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type AdminRunBackupMutationVariables = Exact<{ [key: string]: never; }>;


export type AdminRunBackupMutation = { adminRunBackup: { run: { id: string } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminCheckBackupMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AdminCheckBackupMutation = { adminCheckBackup: { run: { id: string } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminStorageQueryVariables = Exact<{
  userId: Scalars['ID']['input'];
}>;


export type AdminStorageQuery = { adminStorage: { usedBytes: number, files: number, megabytes: number | null, usualMegabytes: number } | null };

export type AdminSetFileQuotaMutationVariables = Exact<{
  userId: Scalars['ID']['input'];
  megabytes?: InputMaybe<Scalars['Int']['input']>;
}>;


export type AdminSetFileQuotaMutation = { adminSetFileQuota: { storage: { megabytes: number | null } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type ProviderPartsFragment = { id: string, kind: ProviderKind, slug: string, name: string, issuer: string, clientId: string, hasSecret: boolean, scopes: Array<string>, emailDomains: Array<string>, enabled: boolean, signUp: boolean, private: boolean, trustsFactors: boolean, declared: boolean, callbackUrl: string, linkCount: number };

export type AdminProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type AdminProvidersQuery = { adminProviders: Array<{ id: string, kind: ProviderKind, slug: string, name: string, issuer: string, clientId: string, hasSecret: boolean, scopes: Array<string>, emailDomains: Array<string>, enabled: boolean, signUp: boolean, private: boolean, trustsFactors: boolean, declared: boolean, callbackUrl: string, linkCount: number }>, adminSettings: { providerOnly: boolean } };

export type AdminSaveProviderMutationVariables = Exact<{
  input: SaveProviderInput;
}>;


export type AdminSaveProviderMutation = { adminSaveProvider: { provider: { id: string, kind: ProviderKind, slug: string, name: string, issuer: string, clientId: string, hasSecret: boolean, scopes: Array<string>, emailDomains: Array<string>, enabled: boolean, signUp: boolean, private: boolean, trustsFactors: boolean, declared: boolean, callbackUrl: string, linkCount: number } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminRemoveProviderMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AdminRemoveProviderMutation = { adminRemoveProvider: { removedId: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AdminTestProviderMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type AdminTestProviderMutation = { adminTestProvider: { ok: boolean, problem: string, keys: number, announcesIssuer: boolean } };

export type AdminProvidersOnlyMutationVariables = Exact<{
  on: Scalars['Boolean']['input'];
}>;


export type AdminProvidersOnlyMutation = { adminUpdateSettings: { settings: { providerOnly: boolean } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type CaptureQueryVariables = Exact<{ [key: string]: never; }>;


export type CaptureQuery = { viewer: { captureHooks: Array<{ id: string, name: string, kind: Kind, tags: Array<string>, signed: boolean, createdAt: string, uses: number, lastAt: string | null, lastNetwork: string, lastClient: string }>, captureMail: { on: boolean, address: { senders: Array<string>, createdAt: string, uses: number, lastAt: string | null } | null } } | null };

export type CaptureMailStateFragment = { on: boolean, address: { senders: Array<string>, createdAt: string, uses: number, lastAt: string | null } | null };

export type CreateCaptureHookMutationVariables = Exact<{
  input: CreateCaptureHookInput;
}>;


export type CreateCaptureHookMutation = { createCaptureHook: { url: string | null, signingKey: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type RevokeCaptureHookMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RevokeCaptureHookMutation = { revokeCaptureHook: { revokedId: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type CreateCaptureAddressMutationVariables = Exact<{ [key: string]: never; }>;


export type CreateCaptureAddressMutation = { createCaptureAddress: { address: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type UpdateCaptureAddressMutationVariables = Exact<{
  input: UpdateCaptureAddressInput;
}>;


export type UpdateCaptureAddressMutation = { updateCaptureAddress: { mail: { on: boolean, address: { senders: Array<string>, createdAt: string, uses: number, lastAt: string | null } | null } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type RevokeCaptureAddressMutationVariables = Exact<{ [key: string]: never; }>;


export type RevokeCaptureAddressMutation = { revokeCaptureAddress: { mail: { on: boolean, address: { senders: Array<string>, createdAt: string, uses: number, lastAt: string | null } | null } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type StorageQueryVariables = Exact<{ [key: string]: never; }>;


export type StorageQuery = { viewer: { storage: { usedBytes: number, quotaBytes: number, quotaByAdmin: boolean, files: number, maxFileBytes: number } } | null };

export type EntryFilesQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type EntryFilesQuery = { entry: { id: string, files: Array<{ id: string, name: string, alt: string, contentType: string, size: number, url: string }> } | null };

export type DescribeFileMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  alt: Scalars['String']['input'];
}>;


export type DescribeFileMutation = { describeFile: { file: { id: string, alt: string, markdown: string } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type OwnFilesQueryVariables = Exact<{
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type OwnFilesQuery = { viewer: { files: { nodes: Array<{ file: { id: string, name: string, alt: string, contentType: string, size: number, url: string, createdAt: string }, uses: Array<{ entryId: string, title: string, state: FileUseState }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type DeleteFileMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type DeleteFileMutation = { deleteFile: { deletedId: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type DashboardQueryVariables = Exact<{ [key: string]: never; }>;


export type DashboardQuery = { viewer: { today: { day: string, late: boolean, endsAt: string, entries: number, minutes: number, latest: Array<{ id: string, day: string, loggedAt: string, kind: Kind, title: string, minutes: number | null, tags: Array<{ id: string, name: string }> }> }, streak: { current: number, longest: number, state: StreakState, aliveUntil: string | null, lastActive: string | null, freezesLeft: number }, next: { plans: Array<{ id: string, day: string, loggedAt: string, kind: Kind, title: string, minutes: number | null, tags: Array<{ id: string, name: string }> }>, tasks: Array<{ entryId: string, day: string, text: string }>, blocked: Array<{ id: string, day: string, loggedAt: string, kind: Kind, title: string, minutes: number | null, tags: Array<{ id: string, name: string }> }> }, weeks: Array<{ from: string, to: string, entries: number, minutes: number, activeDays: number }>, tagTotals: Array<{ entries: number, minutes: number, tag: { id: string, name: string } }> } | null };

export type YearHeatmapQueryVariables = Exact<{
  year?: InputMaybe<Scalars['Int']['input']>;
}>;


export type YearHeatmapQuery = { viewer: { heatmap: { from: string, to: string, weekStart: Weekday, firstDay: string | null, entries: number, minutes: number, activeDays: number, days: Array<{ day: string, entries: number, minutes: number, sourceItems: number, mark: DayMark }> } } | null };

export type EntryLineFragment = { id: string, day: string, loggedAt: string, kind: Kind, title: string, minutes: number | null, tags: Array<{ id: string, name: string }> };

export type EvidenceDaysQueryVariables = Exact<{
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
}>;


export type EvidenceDaysQuery = { viewer: { evidenceDays: Array<{ day: string, items: number }> } | null };

export type EvidenceQueryVariables = Exact<{
  day: Scalars['Date']['input'];
}>;


export type EvidenceQuery = { viewer: { evidence: { count: number, draft: string, groups: Array<{ name: string, count: number, more: number, entryId: string, items: Array<{ key: string, title: string, times: number, reference: string }> }>, citations: Array<{ key: string, entryId: string, title: string }> } } | null };

export type TimelineQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EntryFilter>;
}>;


export type TimelineQuery = { viewer: { entries: { nodes: Array<{ id: string, day: string, late: boolean, loggedAt: string, zone: string, kind: Kind, title: string, body: string, bodyHtml: string, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, source: EntrySource, sourceCount: number | null, draft: boolean, revision: number, createdAt: string, updatedAt: string, deletedAt: string | null, tags: Array<{ id: string, name: string }>, tasks: Array<{ text: string, done: boolean }> }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type EntryQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type EntryQuery = { entry: { id: string, day: string, late: boolean, loggedAt: string, zone: string, kind: Kind, title: string, body: string, bodyHtml: string, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, source: EntrySource, sourceCount: number | null, draft: boolean, revision: number, createdAt: string, updatedAt: string, deletedAt: string | null, author: { id: string, displayName: string }, tags: Array<{ id: string, name: string }>, tasks: Array<{ text: string, done: boolean }> } | null };

export type EntryHistoryQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type EntryHistoryQuery = { entry: { id: string, title: string, revision: number, revisions: { nodes: Array<{ revision: number, savedAt: string, current: boolean, body: string, day: string, kind: Kind, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, author: { id: string, displayName: string }, tags: Array<{ id: string, name: string }> }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } | null } | null };

export type RevisionCardFragment = { revision: number, savedAt: string, current: boolean, body: string, day: string, kind: Kind, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, author: { id: string, displayName: string }, tags: Array<{ id: string, name: string }> };

export type EntryNamedQueryVariables = Exact<{
  name: Scalars['String']['input'];
}>;


export type EntryNamedQuery = { viewer: { entryNamed: { id: string } | null } | null };

export type EntryChoicesQueryVariables = Exact<{
  search: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
}>;


export type EntryChoicesQuery = { viewer: { entryChoices: Array<{ id: string, title: string, day: string }> } | null };

export type TrashQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type TrashQuery = { viewer: { trash: { nodes: Array<{ id: string, day: string, late: boolean, loggedAt: string, zone: string, kind: Kind, title: string, body: string, bodyHtml: string, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, source: EntrySource, sourceCount: number | null, draft: boolean, revision: number, createdAt: string, updatedAt: string, deletedAt: string | null, tags: Array<{ id: string, name: string }>, tasks: Array<{ text: string, done: boolean }> }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type TagChoicesQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
}>;


export type TagChoicesQuery = { viewer: { tags: Array<{ id: string, name: string }> } | null };

export type PreviewMarkdownQueryVariables = Exact<{
  body: Scalars['String']['input'];
}>;


export type PreviewMarkdownQuery = { previewMarkdown: { html: string, tags: Array<string>, errors: Array<{ code: string, field: string | null, message: string }> } };

export type WriteEntryMutationVariables = Exact<{
  input: WriteEntryInput;
}>;


export type WriteEntryMutation = { writeEntry: { entry: { id: string, day: string, late: boolean, loggedAt: string, zone: string, kind: Kind, title: string, body: string, bodyHtml: string, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, source: EntrySource, sourceCount: number | null, draft: boolean, revision: number, createdAt: string, updatedAt: string, deletedAt: string | null, tags: Array<{ id: string, name: string }>, tasks: Array<{ text: string, done: boolean }> } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type EditEntryMutationVariables = Exact<{
  input: EditEntryInput;
}>;


export type EditEntryMutation = { editEntry: { entry: { id: string, day: string, late: boolean, loggedAt: string, zone: string, kind: Kind, title: string, body: string, bodyHtml: string, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, source: EntrySource, sourceCount: number | null, draft: boolean, revision: number, createdAt: string, updatedAt: string, deletedAt: string | null, tags: Array<{ id: string, name: string }>, tasks: Array<{ text: string, done: boolean }> } | null, conflict: { yourBody: string, baseBody: string | null, current: { id: string, day: string, late: boolean, loggedAt: string, zone: string, kind: Kind, title: string, body: string, bodyHtml: string, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, source: EntrySource, sourceCount: number | null, draft: boolean, revision: number, createdAt: string, updatedAt: string, deletedAt: string | null, tags: Array<{ id: string, name: string }>, tasks: Array<{ text: string, done: boolean }> } } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type RestoreRevisionMutationVariables = Exact<{
  input: RestoreRevisionInput;
}>;


export type RestoreRevisionMutation = { restoreRevision: { entry: { id: string, day: string, late: boolean, loggedAt: string, zone: string, kind: Kind, title: string, body: string, bodyHtml: string, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, source: EntrySource, sourceCount: number | null, draft: boolean, revision: number, createdAt: string, updatedAt: string, deletedAt: string | null, tags: Array<{ id: string, name: string }>, tasks: Array<{ text: string, done: boolean }> } | null, conflict: { current: { id: string, day: string, late: boolean, loggedAt: string, zone: string, kind: Kind, title: string, body: string, bodyHtml: string, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, source: EntrySource, sourceCount: number | null, draft: boolean, revision: number, createdAt: string, updatedAt: string, deletedAt: string | null, tags: Array<{ id: string, name: string }>, tasks: Array<{ text: string, done: boolean }> } } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type DeleteEntryMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type DeleteEntryMutation = { deleteEntry: { deletedId: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type RestoreEntryMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RestoreEntryMutation = { restoreEntry: { entry: { id: string, day: string, late: boolean, loggedAt: string, zone: string, kind: Kind, title: string, body: string, bodyHtml: string, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, source: EntrySource, sourceCount: number | null, draft: boolean, revision: number, createdAt: string, updatedAt: string, deletedAt: string | null, tags: Array<{ id: string, name: string }>, tasks: Array<{ text: string, done: boolean }> } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type PurgeEntryMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type PurgeEntryMutation = { purgeEntry: { deletedId: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AcceptDraftsMutationVariables = Exact<{
  ids: Array<Scalars['ID']['input']> | Scalars['ID']['input'];
}>;


export type AcceptDraftsMutation = { acceptDrafts: { accepted: Array<string>, errors: Array<{ code: string, field: string | null, message: string }> } };

export type EntryCardFragment = { id: string, day: string, late: boolean, loggedAt: string, zone: string, kind: Kind, title: string, body: string, bodyHtml: string, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, source: EntrySource, sourceCount: number | null, draft: boolean, revision: number, createdAt: string, updatedAt: string, deletedAt: string | null, tags: Array<{ id: string, name: string }>, tasks: Array<{ text: string, done: boolean }> };

export type CalendarQueryVariables = Exact<{
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
}>;


export type CalendarQuery = { viewer: { calendar: Array<{ day: string, entries: number }> } | null };

export type OnThisDayQueryVariables = Exact<{ [key: string]: never; }>;


export type OnThisDayQuery = { viewer: { onThisDay: Array<{ id: string, day: string, title: string }> } | null };

export type RandomEntryQueryVariables = Exact<{ [key: string]: never; }>;


export type RandomEntryQuery = { viewer: { randomEntry: { id: string } | null } | null };

export type RelatedEntriesQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RelatedEntriesQuery = { entry: { backlinks: Array<{ id: string, day: string, title: string }>, mentions: Array<{ id: string, day: string, title: string }> } | null };

export type StartersQueryVariables = Exact<{ [key: string]: never; }>;


export type StartersQuery = { viewer: { templates: Array<{ id: string, name: string, body: string, kind: Kind | null, tags: Array<string>, weekdays: Array<Weekday> }>, rollOver: { automatic: boolean, place: RollOverPlace, heading: string, doneHeading: string, takeOut: boolean } } | null };

export type TemplateCardFragment = { id: string, name: string, body: string, kind: Kind | null, tags: Array<string>, weekdays: Array<Weekday> };

export type CarrySourceQueryVariables = Exact<{
  day: Scalars['Date']['input'];
  before: Scalars['Date']['input'];
}>;


export type CarrySourceQuery = { viewer: { earlier: { nodes: Array<{ id: string, day: string, kind: Kind, title: string, body: string, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, revision: number, tags: Array<{ id: string, name: string }> }> }, tasks: { nodes: Array<{ entry: { id: string, day: string, kind: Kind, title: string, body: string, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, revision: number, tags: Array<{ id: string, name: string }> } }> }, yesterday: { nodes: Array<{ source: EntrySource, body: string }> }, today: { nodes: Array<{ body: string }> } } | null };

export type CarryEntryFragment = { id: string, day: string, kind: Kind, title: string, body: string, minutes: number | null, mood: number | null, energy: number | null, audience: Audience, revision: number, tags: Array<{ id: string, name: string }> };

export type CreateTemplateMutationVariables = Exact<{
  input: CreateTemplateInput;
}>;


export type CreateTemplateMutation = { createTemplate: { template: { id: string } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type UpdateTemplateMutationVariables = Exact<{
  input: UpdateTemplateInput;
}>;


export type UpdateTemplateMutation = { updateTemplate: { template: { id: string } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type DeleteTemplateMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type DeleteTemplateMutation = { deleteTemplate: { deletedId: string | null } };

export type OrderTemplatesMutationVariables = Exact<{
  ids: Array<Scalars['ID']['input']> | Scalars['ID']['input'];
}>;


export type OrderTemplatesMutation = { orderTemplates: { templates: Array<{ id: string }> } };

export type ChooseRollOverMutationVariables = Exact<{
  input: ChooseRollOverInput;
}>;


export type ChooseRollOverMutation = { chooseRollOver: { rollOver: { automatic: boolean } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type UnreadNotificationsQueryVariables = Exact<{ [key: string]: never; }>;


export type UnreadNotificationsQuery = { viewer: { unreadNotifications: number } | null };

export type InboxQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  box?: InputMaybe<NotificationBox>;
}>;


export type InboxQuery = { viewer: { unreadNotifications: number, notifications: { nodes: Array<{ id: string, category: string, kind: string, title: string, body: string, path: string | null, createdAt: string, day: string, readAt: string | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type NoticeFragment = { id: string, category: string, kind: string, title: string, body: string, path: string | null, createdAt: string, day: string, readAt: string | null };

export type UpdateNotificationsMutationVariables = Exact<{
  input: UpdateNotificationsInput;
}>;


export type UpdateNotificationsMutation = { updateNotifications: { changed: number, unread: number, errors: Array<{ code: string, field: string | null, message: string }> } };

export type MarkAllNotificationsReadMutationVariables = Exact<{ [key: string]: never; }>;


export type MarkAllNotificationsReadMutation = { markAllNotificationsRead: { unread: number, errors: Array<{ code: string, field: string | null, message: string }> } };

export type NotificationSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type NotificationSettingsQuery = { viewer: { notificationSettings: { quietFrom: string | null, quietTo: string | null, digestTime: string, reminderTime: string | null, reminderDays: Array<Weekday>, timeZone: string, sendsMail: boolean, categories: Array<{ key: string, name: string, about: string, channels: Array<{ channel: NotificationChannel, frequency: NotificationFrequency, choices: Array<NotificationFrequency> }> }>, devices: Array<{ id: string, name: string, current: boolean, createdAt: string, lastUsed: string | null }> }, digestPreview: { title: string, body: string } } | null };

export type PushKeyQueryVariables = Exact<{ [key: string]: never; }>;


export type PushKeyQuery = { viewer: { pushKey: string } | null };

export type NotificationChoicesFragment = { quietFrom: string | null, quietTo: string | null, digestTime: string, reminderTime: string | null, reminderDays: Array<Weekday>, timeZone: string, sendsMail: boolean, categories: Array<{ key: string, name: string, about: string, channels: Array<{ channel: NotificationChannel, frequency: NotificationFrequency, choices: Array<NotificationFrequency> }> }>, devices: Array<{ id: string, name: string, current: boolean, createdAt: string, lastUsed: string | null }> };

export type SetNotificationPreferenceMutationVariables = Exact<{
  input: SetNotificationPreferenceInput;
}>;


export type SetNotificationPreferenceMutation = { setNotificationPreference: { settings: { quietFrom: string | null, quietTo: string | null, digestTime: string, reminderTime: string | null, reminderDays: Array<Weekday>, timeZone: string, sendsMail: boolean, categories: Array<{ key: string, name: string, about: string, channels: Array<{ channel: NotificationChannel, frequency: NotificationFrequency, choices: Array<NotificationFrequency> }> }>, devices: Array<{ id: string, name: string, current: boolean, createdAt: string, lastUsed: string | null }> } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type SaveNotificationTimesMutationVariables = Exact<{
  input: UpdateNotificationSettingsInput;
}>;


export type SaveNotificationTimesMutation = { updateNotificationSettings: { settings: { quietFrom: string | null, quietTo: string | null, digestTime: string, reminderTime: string | null, reminderDays: Array<Weekday>, timeZone: string, sendsMail: boolean, categories: Array<{ key: string, name: string, about: string, channels: Array<{ channel: NotificationChannel, frequency: NotificationFrequency, choices: Array<NotificationFrequency> }> }>, devices: Array<{ id: string, name: string, current: boolean, createdAt: string, lastUsed: string | null }> } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type SubscribePushMutationVariables = Exact<{
  input: SubscribePushInput;
}>;


export type SubscribePushMutation = { subscribePush: { settings: { quietFrom: string | null, quietTo: string | null, digestTime: string, reminderTime: string | null, reminderDays: Array<Weekday>, timeZone: string, sendsMail: boolean, categories: Array<{ key: string, name: string, about: string, channels: Array<{ channel: NotificationChannel, frequency: NotificationFrequency, choices: Array<NotificationFrequency> }> }>, devices: Array<{ id: string, name: string, current: boolean, createdAt: string, lastUsed: string | null }> } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type UnsubscribePushMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type UnsubscribePushMutation = { unsubscribePush: { settings: { quietFrom: string | null, quietTo: string | null, digestTime: string, reminderTime: string | null, reminderDays: Array<Weekday>, timeZone: string, sendsMail: boolean, categories: Array<{ key: string, name: string, about: string, channels: Array<{ channel: NotificationChannel, frequency: NotificationFrequency, choices: Array<NotificationFrequency> }> }>, devices: Array<{ id: string, name: string, current: boolean, createdAt: string, lastUsed: string | null }> } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type SendTestNotificationMutationVariables = Exact<{ [key: string]: never; }>;


export type SendTestNotificationMutation = { sendTestNotification: { settings: { quietFrom: string | null, quietTo: string | null, digestTime: string, reminderTime: string | null, reminderDays: Array<Weekday>, timeZone: string, sendsMail: boolean, categories: Array<{ key: string, name: string, about: string, channels: Array<{ channel: NotificationChannel, frequency: NotificationFrequency, choices: Array<NotificationFrequency> }> }>, devices: Array<{ id: string, name: string, current: boolean, createdAt: string, lastUsed: string | null }> } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type FinishOnboardingMutationVariables = Exact<{ [key: string]: never; }>;


export type FinishOnboardingMutation = { finishOnboarding: { viewer: { email: string, emailVerified: boolean, role: Role, timeZone: string, dayStart: number, weekStart: Weekday, locale: string, theme: Theme, onboardedAt: string | null, revision: number, user: { id: string, handle: string, displayName: string, avatarUrl: string | null }, dashboard: Array<{ name: string, hidden: boolean }>, departure: { dueAt: string, byAdmin: boolean } | null } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type SamplesQueryVariables = Exact<{ [key: string]: never; }>;


export type SamplesQuery = { viewer: { samples: { untouched: number, edited: number } } | null };

export type LoadSamplesMutationVariables = Exact<{ [key: string]: never; }>;


export type LoadSamplesMutation = { loadSampleEntries: { changed: number, errors: Array<{ code: string }> } };

export type RemoveSamplesMutationVariables = Exact<{ [key: string]: never; }>;


export type RemoveSamplesMutation = { removeSampleEntries: { changed: number, errors: Array<{ code: string }> } };

export type ArchivesQueryVariables = Exact<{ [key: string]: never; }>;


export type ArchivesQuery = { viewer: { archives: Array<{ id: string, kind: ArchiveKind, state: ArchiveState, records: boolean, preview: boolean, done: number, total: number, bytes: number, failure: string | null, downloads: number, createdAt: string, expiresAt: string, report: { refused: number, renamedTotal: number, counts: Array<{ noun: string, outcome: string, n: number }>, problems: Array<{ file: string, code: string, message: string }>, renamed: Array<{ noun: string, from: string, to: string }> } | null }>, departure: { dueAt: string, byAdmin: boolean } | null } | null };

export type ArchiveRowFragment = { id: string, kind: ArchiveKind, state: ArchiveState, records: boolean, preview: boolean, done: number, total: number, bytes: number, failure: string | null, downloads: number, createdAt: string, expiresAt: string, report: { refused: number, renamedTotal: number, counts: Array<{ noun: string, outcome: string, n: number }>, problems: Array<{ file: string, code: string, message: string }>, renamed: Array<{ noun: string, from: string, to: string }> } | null };

export type RequestExportMutationVariables = Exact<{
  records: Scalars['Boolean']['input'];
}>;


export type RequestExportMutation = { requestExport: { archive: { id: string } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type CreateArchiveLinkMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type CreateArchiveLinkMutation = { createArchiveLink: { url: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type StartImportMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type StartImportMutation = { startImport: { archive: { id: string } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type DiscardArchiveMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type DiscardArchiveMutation = { discardArchive: { discardedId: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type LeaveMutationVariables = Exact<{ [key: string]: never; }>;


export type LeaveMutation = { leave: { departure: { dueAt: string } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type StayMutationVariables = Exact<{ [key: string]: never; }>;


export type StayMutation = { stay: { errors: Array<{ code: string, field: string | null, message: string }> } };

export type OutletsQueryVariables = Exact<{ [key: string]: never; }>;


export type OutletsQuery = { viewer: { outlets: Array<{ id: string, domain: string, kind: string, name: string, facts: Array<string>, count: number | null, link: string | null, since: string | null, lastAt: string | null, lastFrom: string | null, ends: string | null, closable: boolean, current: boolean }> } | null };

export type CloseOutletMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type CloseOutletMutation = { closeOutlet: { closedId: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type ReviewQueryVariables = Exact<{
  period: Scalars['String']['input'];
}>;


export type ReviewQuery = { viewer: { review: { previous: string | null, next: string | null, over: boolean, period: { key: string, unit: PeriodUnit, from: string, to: string }, figures: { entries: number, minutes: number, days: number, commits: number, drafts: number, mood: number | null, energy: number | null, moodCount: number, energyCount: number, openPlans: number, donePlans: number, kinds: Array<{ kind: Kind, entries: number }> }, bars: Array<{ from: string, to: string, entries: number, minutes: number }>, tags: Array<{ entries: number, minutes: number, tag: { id: string, name: string } }>, answer: { id: string, title: string, bodyHtml: string } | null, earlier: Array<{ entries: number, period: { key: string, unit: PeriodUnit, from: string, to: string }, picked: Array<{ id: string, title: string, day: string }>, answer: { id: string, title: string } | null }> } } | null };

export type DigestQueryVariables = Exact<{
  period: Scalars['String']['input'];
  shape?: InputMaybe<DigestShape>;
  query?: InputMaybe<Scalars['String']['input']>;
}>;


export type DigestQuery = { viewer: { digest: { entries: number, complete: boolean, markdown: string, text: string, json: string, period: { key: string, from: string, to: string }, sections: Array<{ group: DigestGroup, title: string, more: number, lines: Array<{ text: string, day: string, minutes: number | null, tags: Array<string>, times: number, entryIds: Array<string>, entryDays: Array<string> }> }>, problems: Array<{ message: string, blocking: boolean }> } } | null };

export type BookQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EntryFilter>;
}>;


export type BookQuery = { viewer: { entries: { nodes: Array<{ id: string, day: string, title: string, kind: Kind, minutes: number | null, audience: Audience, bodyHtml: string, tags: Array<{ id: string, name: string }> }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type AnswerReviewMutationVariables = Exact<{
  input: AnswerReviewInput;
}>;


export type AnswerReviewMutation = { answerReview: { entry: { id: string } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type SearchEntriesQueryVariables = Exact<{
  query: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type SearchEntriesQuery = { viewer: { search: { nodes: Array<{ snippetHtml: string, entry: { id: string, day: string, kind: Kind, title: string, minutes: number | null, audience: Audience, draft: boolean, tags: Array<{ id: string, name: string }> } }>, problems: Array<{ from: number, to: number, message: string, blocking: boolean }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type ViewsQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewsQuery = { viewer: { views: Array<{ id: string, name: string, query: string, pinned: boolean }> } | null };

export type CreateViewMutationVariables = Exact<{
  input: CreateViewInput;
}>;


export type CreateViewMutation = { createView: { view: { id: string } | null, errors: Array<{ field: string | null, message: string }> } };

export type UpdateViewMutationVariables = Exact<{
  input: UpdateViewInput;
}>;


export type UpdateViewMutation = { updateView: { view: { id: string } | null, errors: Array<{ field: string | null, message: string }> } };

export type DeleteViewMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type DeleteViewMutation = { deleteView: { deletedId: string | null } };

export type OrderViewsMutationVariables = Exact<{
  ids: Array<Scalars['ID']['input']> | Scalars['ID']['input'];
}>;


export type OrderViewsMutation = { orderViews: { views: Array<{ id: string }> } };

export type ProfileQueryVariables = Exact<{ [key: string]: never; }>;


export type ProfileQuery = { viewer: { revision: number, bio: string, email: string, emailVerified: boolean, pendingEmail: string | null, publicView: { streak: boolean, times: boolean, lookBackDays: number | null }, user: { id: string, handle: string, displayName: string, avatarUrl: string | null, pronouns: string, location: string, links: Array<{ label: string, url: string }> } } | null };

export type SavePublicViewMutationVariables = Exact<{
  input: UpdatePublicViewInput;
}>;


export type SavePublicViewMutation = { updatePublicView: { publicView: { streak: boolean, times: boolean, lookBackDays: number | null } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type SaveProfileMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type SaveProfileMutation = { updateProfile: { viewer: { revision: number, bio: string, email: string, emailVerified: boolean, pendingEmail: string | null, publicView: { streak: boolean, times: boolean, lookBackDays: number | null }, user: { id: string, handle: string, displayName: string, avatarUrl: string | null, pronouns: string, location: string, links: Array<{ label: string, url: string }> } } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type RemoveAvatarMutationVariables = Exact<{ [key: string]: never; }>;


export type RemoveAvatarMutation = { removeAvatar: { errors: Array<{ code: string, field: string | null, message: string }> } };

export type PreviewDayQueryVariables = Exact<{
  timeZone: Scalars['String']['input'];
  dayStart: Scalars['Int']['input'];
}>;


export type PreviewDayQuery = { previewDay: { currentDay: string, currentEndsAt: string, previewDay: string, previewEndsAt: string, entriesMoved: number } };

export type SessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsQuery = { viewer: { sessions: Array<{ id: string, kind: SessionKind, current: boolean, device: string, network: string, createdAt: string, lastSeenAt: string, expiresAt: string }> } | null };

export type RevokeSessionMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RevokeSessionMutation = { revokeSession: { revokedSessions: number, errors: Array<{ code: string, field: string | null, message: string }> } };

export type SignOutEverywhereMutationVariables = Exact<{
  input: SignOutEverywhereInput;
}>;


export type SignOutEverywhereMutation = { signOutEverywhere: { revokedSessions: number, errors: Array<{ code: string, field: string | null, message: string }> } };

export type TokensQueryVariables = Exact<{ [key: string]: never; }>;


export type TokensQuery = { viewer: { tokens: Array<{ id: string, name: string, prefix: string, scopes: Array<Scope>, createdAt: string, expiresAt: string | null, lastUsedAt: string | null, lastNetwork: string, lastClient: string, oldSecretUntil: string | null }> } | null };

export type RotateTokenMutationVariables = Exact<{
  input: RotateTokenInput;
}>;


export type RotateTokenMutation = { rotateToken: { secret: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type CreateTokenMutationVariables = Exact<{
  input: CreateTokenInput;
}>;


export type CreateTokenMutation = { createToken: { secret: string | null, token: { id: string } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type RevokeTokenMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RevokeTokenMutation = { revokeToken: { revokedId: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type ConfirmPasswordMutationVariables = Exact<{
  input: ConfirmPasswordInput;
}>;


export type ConfirmPasswordMutation = { confirmPassword: { confirmedAt: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword: { viewer: { revision: number } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type ChangeEmailMutationVariables = Exact<{
  input: ChangeEmailInput;
}>;


export type ChangeEmailMutation = { changeEmail: { viewer: { pendingEmail: string | null } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type CancelEmailChangeMutationVariables = Exact<{ [key: string]: never; }>;


export type CancelEmailChangeMutation = { cancelEmailChange: { errors: Array<{ code: string, field: string | null, message: string }> } };

export type StreakRulesQueryVariables = Exact<{
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
}>;


export type StreakRulesQuery = { viewer: { streakSettings: { restDays: Array<Weekday>, freezeEvery: number, freezeMax: number }, daysOff: Array<{ day: string, kind: DayOffKind }> } | null };

export type SaveStreakRulesMutationVariables = Exact<{
  input: StreakSettingsInput;
}>;


export type SaveStreakRulesMutation = { updateStreakSettings: { settings: { restDays: Array<Weekday>, freezeEvery: number, freezeMax: number } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type SetDaysOffMutationVariables = Exact<{
  input: DaysOffInput;
}>;


export type SetDaysOffMutation = { setDaysOff: { days: number, errors: Array<{ code: string, field: string | null, message: string }> } };

export type ClearDaysOffMutationVariables = Exact<{
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
}>;


export type ClearDaysOffMutation = { clearDaysOff: { days: number, errors: Array<{ code: string, field: string | null, message: string }> } };

export type AccountActivityQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type AccountActivityQuery = { viewer: { audit: { nodes: Array<{ id: string, at: string, action: string, network: string, actor: { handle: string, displayName: string } | null, subject: { handle: string, displayName: string } | null, details: Array<{ name: string, value: string }> }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type AuditRowFragment = { id: string, at: string, action: string, network: string, actor: { handle: string, displayName: string } | null, subject: { handle: string, displayName: string } | null, details: Array<{ name: string, value: string }> };

export type AboutQueryVariables = Exact<{ [key: string]: never; }>;


export type AboutQuery = { about: { version: string, commit: string | null, builtAt: string | null, goVersion: string, platform: string, whatsNewHtml: string, conformanceMeasured: boolean, conformance: Array<{ standard: string, suite: string, passed: number, total: number, note: string }>, licences: Array<{ name: string, version: string, licence: string, kind: string }> } };

export type SignInMethodsPartsFragment = { hasPassword: boolean, providerOnly: boolean, links: Array<{ id: string, label: string, createdAt: string, lastUsedAt: string | null, provider: { slug: string, name: string, confirms: boolean } }>, providers: Array<{ slug: string, name: string, confirms: boolean }> };

export type SignInMethodsQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInMethodsQuery = { viewer: { signInMethods: { hasPassword: boolean, providerOnly: boolean, links: Array<{ id: string, label: string, createdAt: string, lastUsedAt: string | null, provider: { slug: string, name: string, confirms: boolean } }>, providers: Array<{ slug: string, name: string, confirms: boolean }> } } | null };

export type StartProviderMutationVariables = Exact<{
  input: StartProviderInput;
}>;


export type StartProviderMutation = { startProvider: { url: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type UnlinkProviderMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type UnlinkProviderMutation = { unlinkProvider: { methods: { hasPassword: boolean, providerOnly: boolean, links: Array<{ id: string, label: string, createdAt: string, lastUsedAt: string | null, provider: { slug: string, name: string, confirms: boolean } }>, providers: Array<{ slug: string, name: string, confirms: boolean }> } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type SecurityFactsFragment = { hasPassword: boolean, secondFactor: boolean, recoveryCodesLeft: number, recoveryCodesMadeAt: string | null, passkeysOffered: boolean, passwordMin: number, passkeys: Array<{ id: string, name: string, synced: boolean, createdAt: string, lastUsedAt: string | null }>, totp: { createdAt: string, lastUsedAt: string | null } | null };

export type SecurityQueryVariables = Exact<{ [key: string]: never; }>;


export type SecurityQuery = { viewer: { security: { hasPassword: boolean, secondFactor: boolean, recoveryCodesLeft: number, recoveryCodesMadeAt: string | null, passkeysOffered: boolean, passwordMin: number, passkeys: Array<{ id: string, name: string, synced: boolean, createdAt: string, lastUsedAt: string | null }>, totp: { createdAt: string, lastUsedAt: string | null } | null } } | null };

export type ConfirmWaysQueryVariables = Exact<{ [key: string]: never; }>;


export type ConfirmWaysQuery = { viewer: { security: { confirmBy: Array<ConfirmMethod> } } | null };

export type ConfirmCodeMutationVariables = Exact<{
  input: ConfirmCodeInput;
}>;


export type ConfirmCodeMutation = { confirmCode: { confirmedAt: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type BeginPasskeyConfirmationMutationVariables = Exact<{ [key: string]: never; }>;


export type BeginPasskeyConfirmationMutation = { beginPasskeyConfirmation: { options: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type ConfirmPasskeyMutationVariables = Exact<{
  input: ConfirmPasskeyInput;
}>;


export type ConfirmPasskeyMutation = { confirmPasskey: { confirmedAt: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type BeginPasskeyRegistrationMutationVariables = Exact<{ [key: string]: never; }>;


export type BeginPasskeyRegistrationMutation = { beginPasskeyRegistration: { options: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type RegisterPasskeyMutationVariables = Exact<{
  input: RegisterPasskeyInput;
}>;


export type RegisterPasskeyMutation = { registerPasskey: { recoveryCodes: Array<string> | null, security: { hasPassword: boolean, secondFactor: boolean, recoveryCodesLeft: number, recoveryCodesMadeAt: string | null, passkeysOffered: boolean, passwordMin: number, passkeys: Array<{ id: string, name: string, synced: boolean, createdAt: string, lastUsedAt: string | null }>, totp: { createdAt: string, lastUsedAt: string | null } | null } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type RenamePasskeyMutationVariables = Exact<{
  input: RenamePasskeyInput;
}>;


export type RenamePasskeyMutation = { renamePasskey: { errors: Array<{ code: string, field: string | null, message: string }> } };

export type RemovePasskeyMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RemovePasskeyMutation = { removePasskey: { errors: Array<{ code: string, field: string | null, message: string }> } };

export type BeginTotpMutationVariables = Exact<{ [key: string]: never; }>;


export type BeginTotpMutation = { beginTotp: { setUp: { secret: string, uri: string, qr: { size: number, path: string } } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type ConfirmTotpMutationVariables = Exact<{
  input: ConfirmTotpInput;
}>;


export type ConfirmTotpMutation = { confirmTotp: { recoveryCodes: Array<string> | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type RemoveTotpMutationVariables = Exact<{ [key: string]: never; }>;


export type RemoveTotpMutation = { removeTotp: { errors: Array<{ code: string, field: string | null, message: string }> } };

export type CreateRecoveryCodesMutationVariables = Exact<{ [key: string]: never; }>;


export type CreateRecoveryCodesMutation = { createRecoveryCodes: { recoveryCodes: Array<string> | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type SharingQueryVariables = Exact<{ [key: string]: never; }>;


export type SharingQuery = { viewer: { entryLinks: Array<{ id: string, createdAt: string, expiresAt: string | null, lastAt: string | null, lastNetwork: string, entry: { id: string, title: string } | null }>, feeds: Array<{ id: string, name: string, tag: string | null, viewId: string | null, createdAt: string, lastAt: string | null, lastNetwork: string, lastClient: string }>, views: Array<{ id: string, name: string }>, entries: { nodes: Array<{ id: string }> } } | null };

export type EntryLinkQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type EntryLinkQuery = { viewer: { entryLinks: Array<{ id: string, createdAt: string, expiresAt: string | null, lastAt: string | null, lastNetwork: string }> } | null };

export type LinkRowFragment = { id: string, createdAt: string, expiresAt: string | null, lastAt: string | null, lastNetwork: string };

export type CreateEntryLinkMutationVariables = Exact<{
  input: CreateEntryLinkInput;
}>;


export type CreateEntryLinkMutation = { createEntryLink: { url: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type RevokeEntryLinkMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RevokeEntryLinkMutation = { revokeEntryLink: { revokedId: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type CreateFeedMutationVariables = Exact<{
  input: CreateFeedInput;
}>;


export type CreateFeedMutation = { createFeed: { urls: { rss: string, atom: string, json: string } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type RevokeFeedMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type RevokeFeedMutation = { revokeFeed: { revokedId: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type SchedulesQueryVariables = Exact<{ [key: string]: never; }>;


export type SchedulesQuery = { viewer: { schedules: Array<{ audience: Audience, day: string, time: string, zone: string, at: string, entry: { id: string, title: string, audience: Audience } }> } | null };

export type ScheduleEntryMutationVariables = Exact<{
  input: ScheduleEntryInput;
}>;


export type ScheduleEntryMutation = { scheduleEntry: { schedule: { at: string } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type UnscheduleEntryMutationVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type UnscheduleEntryMutation = { unscheduleEntry: { unscheduledId: string | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export type ChangeAudienceMutationVariables = Exact<{
  input: ChangeAudienceInput;
}>;


export type ChangeAudienceMutation = { changeAudience: { unchanged: number, changed: Array<{ id: string, from: Audience, to: Audience }>, errors: Array<{ code: string, field: string | null, message: string }> } };

export type SharableEntriesQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<EntryFilter>;
}>;


export type SharableEntriesQuery = { viewer: { entries: { nodes: Array<{ id: string, audience: Audience, draft: boolean }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type SharableHitsQueryVariables = Exact<{
  query: Scalars['String']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type SharableHitsQuery = { viewer: { search: { nodes: Array<{ entry: { id: string, audience: Audience, draft: boolean } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type TagUsesQueryVariables = Exact<{ [key: string]: never; }>;


export type TagUsesQuery = { viewer: { tagUses: Array<{ aliases: Array<string>, entries: number, tag: { id: string, name: string, color: string, description: string } }> } | null };

export type UpdateTagMutationVariables = Exact<{
  input: UpdateTagInput;
}>;


export type UpdateTagMutation = { updateTag: { tag: { id: string } | null, errors: Array<{ field: string | null, message: string }> } };

export type MergeTagsMutationVariables = Exact<{
  input: MergeTagsInput;
}>;


export type MergeTagsMutation = { mergeTags: { changes: Array<{ from: string, to: string }>, errors: Array<{ field: string | null, message: string }> } };

export type SetTagAliasMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
}>;


export type SetTagAliasMutation = { setTagAlias: { errors: Array<{ field: string | null, message: string }> } };

export type DropTagAliasMutationVariables = Exact<{
  name: Scalars['String']['input'];
}>;


export type DropTagAliasMutation = { dropTagAlias: { errors: Array<{ field: string | null, message: string }> } };

export type OpenRealtimeMutationVariables = Exact<{ [key: string]: never; }>;


export type OpenRealtimeMutation = { openRealtime: { ticket: { value: string } | null, errors: Array<{ message: string }> } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { email: string, emailVerified: boolean, role: Role, timeZone: string, dayStart: number, weekStart: Weekday, locale: string, theme: Theme, onboardedAt: string | null, revision: number, user: { id: string, handle: string, displayName: string, avatarUrl: string | null }, dashboard: Array<{ name: string, hidden: boolean }>, departure: { dueAt: string, byAdmin: boolean } | null } | null, instance: { name: string, version: string, explorer: boolean, sendsMail: boolean } };

export type ViewerCoreFragment = { email: string, emailVerified: boolean, role: Role, timeZone: string, dayStart: number, weekStart: Weekday, locale: string, theme: Theme, onboardedAt: string | null, revision: number, user: { id: string, handle: string, displayName: string, avatarUrl: string | null }, dashboard: Array<{ name: string, hidden: boolean }>, departure: { dueAt: string, byAdmin: boolean } | null };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { revokedSessions: number, errors: Array<{ code: string, message: string }> } };

export type UpdateViewerMutationVariables = Exact<{
  input: UpdateProfileInput;
}>;


export type UpdateViewerMutation = { updateProfile: { viewer: { email: string, emailVerified: boolean, role: Role, timeZone: string, dayStart: number, weekStart: Weekday, locale: string, theme: Theme, onboardedAt: string | null, revision: number, user: { id: string, handle: string, displayName: string, avatarUrl: string | null }, dashboard: Array<{ name: string, hidden: boolean }>, departure: { dueAt: string, byAdmin: boolean } | null } | null, errors: Array<{ code: string, field: string | null, message: string }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const AdminPersonFragmentDoc = new TypedDocumentString(`
    fragment AdminPerson on AdminUser {
  id
  handle
  displayName
  email
  emailVerified
  role
  status
  createdAt
  lastSeenAt
  sessionCount
  factorCount
}
    `, {"fragmentName":"AdminPerson"}) as unknown as TypedDocumentString<AdminPersonFragment, unknown>;
export const AdminLeavingFragmentDoc = new TypedDocumentString(`
    fragment AdminLeaving on AdminDeparture {
  userId
  dueAt
  byAdmin
}
    `, {"fragmentName":"AdminLeaving"}) as unknown as TypedDocumentString<AdminLeavingFragment, unknown>;
export const BackupRowFragmentDoc = new TypedDocumentString(`
    fragment BackupRow on BackupRun {
  id
  status
  scheduled
  askedAt
  finishedAt
  file
  megabytes
  rows
  files
  writeSeconds
  proofSeconds
  encrypted
  withKeyring
  failure
  checkedAt
  downloadPath
}
    `, {"fragmentName":"BackupRow"}) as unknown as TypedDocumentString<BackupRowFragment, unknown>;
export const ProviderPartsFragmentDoc = new TypedDocumentString(`
    fragment ProviderParts on Provider {
  id
  kind
  slug
  name
  issuer
  clientId
  hasSecret
  scopes
  emailDomains
  enabled
  signUp
  private
  trustsFactors
  declared
  callbackUrl
  linkCount
}
    `, {"fragmentName":"ProviderParts"}) as unknown as TypedDocumentString<ProviderPartsFragment, unknown>;
export const CaptureMailStateFragmentDoc = new TypedDocumentString(`
    fragment CaptureMailState on CaptureMail {
  on
  address {
    senders
    createdAt
    uses
    lastAt
  }
}
    `, {"fragmentName":"CaptureMailState"}) as unknown as TypedDocumentString<CaptureMailStateFragment, unknown>;
export const EntryLineFragmentDoc = new TypedDocumentString(`
    fragment EntryLine on Entry {
  id
  day
  loggedAt
  kind
  title
  minutes
  tags {
    id
    name
  }
}
    `, {"fragmentName":"EntryLine"}) as unknown as TypedDocumentString<EntryLineFragment, unknown>;
export const RevisionCardFragmentDoc = new TypedDocumentString(`
    fragment RevisionCard on Revision {
  revision
  savedAt
  current
  body
  day
  kind
  minutes
  mood
  energy
  audience
  author {
    id
    displayName
  }
  tags {
    id
    name
  }
}
    `, {"fragmentName":"RevisionCard"}) as unknown as TypedDocumentString<RevisionCardFragment, unknown>;
export const EntryCardFragmentDoc = new TypedDocumentString(`
    fragment EntryCard on Entry {
  id
  day
  late
  loggedAt
  zone
  kind
  title
  body
  bodyHtml
  minutes
  mood
  energy
  audience
  source
  sourceCount
  draft
  revision
  createdAt
  updatedAt
  deletedAt
  tags {
    id
    name
  }
  tasks {
    text
    done
  }
}
    `, {"fragmentName":"EntryCard"}) as unknown as TypedDocumentString<EntryCardFragment, unknown>;
export const TemplateCardFragmentDoc = new TypedDocumentString(`
    fragment TemplateCard on Template {
  id
  name
  body
  kind
  tags
  weekdays
}
    `, {"fragmentName":"TemplateCard"}) as unknown as TypedDocumentString<TemplateCardFragment, unknown>;
export const CarryEntryFragmentDoc = new TypedDocumentString(`
    fragment CarryEntry on Entry {
  id
  day
  kind
  title
  body
  minutes
  mood
  energy
  audience
  revision
  tags {
    id
    name
  }
}
    `, {"fragmentName":"CarryEntry"}) as unknown as TypedDocumentString<CarryEntryFragment, unknown>;
export const NoticeFragmentDoc = new TypedDocumentString(`
    fragment Notice on Notification {
  id
  category
  kind
  title
  body
  path
  createdAt
  day
  readAt
}
    `, {"fragmentName":"Notice"}) as unknown as TypedDocumentString<NoticeFragment, unknown>;
export const NotificationChoicesFragmentDoc = new TypedDocumentString(`
    fragment NotificationChoices on NotificationSettings {
  categories {
    key
    name
    about
    channels {
      channel
      frequency
      choices
    }
  }
  quietFrom
  quietTo
  digestTime
  reminderTime
  reminderDays
  timeZone
  sendsMail
  devices {
    id
    name
    current
    createdAt
    lastUsed
  }
}
    `, {"fragmentName":"NotificationChoices"}) as unknown as TypedDocumentString<NotificationChoicesFragment, unknown>;
export const ArchiveRowFragmentDoc = new TypedDocumentString(`
    fragment ArchiveRow on Archive {
  id
  kind
  state
  records
  preview
  done
  total
  bytes
  failure
  downloads
  createdAt
  expiresAt
  report {
    refused
    renamedTotal
    counts {
      noun
      outcome
      n
    }
    problems {
      file
      code
      message
    }
    renamed {
      noun
      from
      to
    }
  }
}
    `, {"fragmentName":"ArchiveRow"}) as unknown as TypedDocumentString<ArchiveRowFragment, unknown>;
export const AuditRowFragmentDoc = new TypedDocumentString(`
    fragment AuditRow on AuditRecord {
  id
  at
  action
  network
  actor {
    handle
    displayName
  }
  subject {
    handle
    displayName
  }
  details {
    name
    value
  }
}
    `, {"fragmentName":"AuditRow"}) as unknown as TypedDocumentString<AuditRowFragment, unknown>;
export const SignInMethodsPartsFragmentDoc = new TypedDocumentString(`
    fragment SignInMethodsParts on SignInMethods {
  hasPassword
  providerOnly
  links {
    id
    provider {
      slug
      name
      confirms
    }
    label
    createdAt
    lastUsedAt
  }
  providers {
    slug
    name
    confirms
  }
}
    `, {"fragmentName":"SignInMethodsParts"}) as unknown as TypedDocumentString<SignInMethodsPartsFragment, unknown>;
export const SecurityFactsFragmentDoc = new TypedDocumentString(`
    fragment SecurityFacts on Security {
  hasPassword
  passkeys {
    id
    name
    synced
    createdAt
    lastUsedAt
  }
  totp {
    createdAt
    lastUsedAt
  }
  secondFactor
  recoveryCodesLeft
  recoveryCodesMadeAt
  passkeysOffered
  passwordMin
}
    `, {"fragmentName":"SecurityFacts"}) as unknown as TypedDocumentString<SecurityFactsFragment, unknown>;
export const LinkRowFragmentDoc = new TypedDocumentString(`
    fragment LinkRow on EntryLink {
  id
  createdAt
  expiresAt
  lastAt
  lastNetwork
}
    `, {"fragmentName":"LinkRow"}) as unknown as TypedDocumentString<LinkRowFragment, unknown>;
export const ViewerCoreFragmentDoc = new TypedDocumentString(`
    fragment ViewerCore on Viewer {
  user {
    id
    handle
    displayName
    avatarUrl
  }
  email
  emailVerified
  role
  timeZone
  dayStart
  weekStart
  locale
  theme
  dashboard {
    name
    hidden
  }
  onboardedAt
  revision
  departure {
    dueAt
    byAdmin
  }
}
    `, {"fragmentName":"ViewerCore"}) as unknown as TypedDocumentString<ViewerCoreFragment, unknown>;
export const AdminPeopleDocument = {"__meta__":{"name":"AdminPeople","type":"query","hash":"d17e98514b5ef0d2e3b87dd91db34bb14aca74944e947067c366055a445ceb6f"}} as unknown as TypedDocumentString<AdminPeopleQuery, AdminPeopleQueryVariables>;
export const AdminInvitesDocument = {"__meta__":{"name":"AdminInvites","type":"query","hash":"e2b4e793f0db913459793f5b1f393666079b2a1465936017e3e9ae293c4d5fa5"}} as unknown as TypedDocumentString<AdminInvitesQuery, AdminInvitesQueryVariables>;
export const AdminSettingsDocument = {"__meta__":{"name":"AdminSettings","type":"query","hash":"22e6c4bc14b1f37391f7f742bee08a7aa61c94b030846a6dd8d8da570b6b3d6d"}} as unknown as TypedDocumentString<AdminSettingsQuery, AdminSettingsQueryVariables>;
export const AdminAuditDocument = {"__meta__":{"name":"AdminAudit","type":"query","hash":"4198641b3fdc01f47c9107e857dc06e037eee94989f72950ff3513cd9aafddf3"}} as unknown as TypedDocumentString<AdminAuditQuery, AdminAuditQueryVariables>;
export const AdminCreatePersonDocument = {"__meta__":{"name":"AdminCreatePerson","type":"mutation","hash":"34ceae8e8018916bf2c0f031319f47b29c0b57e682ebbea8b3bc9f38a3ced13b"}} as unknown as TypedDocumentString<AdminCreatePersonMutation, AdminCreatePersonMutationVariables>;
export const AdminSuspendDocument = {"__meta__":{"name":"AdminSuspend","type":"mutation","hash":"40f82f2b22fbc6f5d7389035828e60befb65299c3a9ddf98fb46894cadc1fb43"}} as unknown as TypedDocumentString<AdminSuspendMutation, AdminSuspendMutationVariables>;
export const AdminReinstateDocument = {"__meta__":{"name":"AdminReinstate","type":"mutation","hash":"ca447f5bfe9411bdb921da3c8fb08154d3f378150d32396219985bc7c9548a14"}} as unknown as TypedDocumentString<AdminReinstateMutation, AdminReinstateMutationVariables>;
export const AdminApproveDocument = {"__meta__":{"name":"AdminApprove","type":"mutation","hash":"e8fe9dcf4fc878b88f37134325ef8d0c20ab0f85abd1262c62075b5292b0fc7a"}} as unknown as TypedDocumentString<AdminApproveMutation, AdminApproveMutationVariables>;
export const AdminSetRoleDocument = {"__meta__":{"name":"AdminSetRole","type":"mutation","hash":"956acc7d8fec452a8d789e4b7a67d44c1007f27fb261146950c9917f02e643a1"}} as unknown as TypedDocumentString<AdminSetRoleMutation, AdminSetRoleMutationVariables>;
export const AdminSignOutDocument = {"__meta__":{"name":"AdminSignOut","type":"mutation","hash":"f41c0298612d4d97960745fa264353494f5b5271c3588681b190206581184fcb"}} as unknown as TypedDocumentString<AdminSignOutMutation, AdminSignOutMutationVariables>;
export const AdminResetFactorsDocument = {"__meta__":{"name":"AdminResetFactors","type":"mutation","hash":"3a359033e6900037fd257705503227d8ae79a1fb83c0bd919d6688eb7dfaf0ae"}} as unknown as TypedDocumentString<AdminResetFactorsMutation, AdminResetFactorsMutationVariables>;
export const AdminDeleteDocument = {"__meta__":{"name":"AdminDelete","type":"mutation","hash":"91d7b187e97d2f9fd92630610fa880e5c689c700de98d70aa8b0429d4d617141"}} as unknown as TypedDocumentString<AdminDeleteMutation, AdminDeleteMutationVariables>;
export const AdminSendAwayDocument = {"__meta__":{"name":"AdminSendAway","type":"mutation","hash":"1cd4c8dd6838f899003185fc63aa2f3b14ec5b358a3a36e9523861a39c029fdd"}} as unknown as TypedDocumentString<AdminSendAwayMutation, AdminSendAwayMutationVariables>;
export const AdminLetStayDocument = {"__meta__":{"name":"AdminLetStay","type":"mutation","hash":"dd1d69366578ea7363dde63fa59df8d085a2fadcef77b4f965b9df8b27e07f2d"}} as unknown as TypedDocumentString<AdminLetStayMutation, AdminLetStayMutationVariables>;
export const AdminResetLinkDocument = {"__meta__":{"name":"AdminResetLink","type":"mutation","hash":"b43c7e9e083338998070eab2c885a51fa07e8f1fede42e03bb5655e3d29208ab"}} as unknown as TypedDocumentString<AdminResetLinkMutation, AdminResetLinkMutationVariables>;
export const AdminCreateInviteDocument = {"__meta__":{"name":"AdminCreateInvite","type":"mutation","hash":"7592cb93a01fc56f61457d656483af55cd8037455f17fc61a9ea9ec63ba9f05d"}} as unknown as TypedDocumentString<AdminCreateInviteMutation, AdminCreateInviteMutationVariables>;
export const AdminRevokeInviteDocument = {"__meta__":{"name":"AdminRevokeInvite","type":"mutation","hash":"56f3a02f888648c026b58a4dd73f36ce8f378f1467a86afb27aa4054854ed87f"}} as unknown as TypedDocumentString<AdminRevokeInviteMutation, AdminRevokeInviteMutationVariables>;
export const AdminSaveSettingsDocument = {"__meta__":{"name":"AdminSaveSettings","type":"mutation","hash":"456a1375bc1b3430245559815bb0e1c133b1dc59b70c445711cfbd3e9e293dd2"}} as unknown as TypedDocumentString<AdminSaveSettingsMutation, AdminSaveSettingsMutationVariables>;
export const AdminJobQueueDocument = {"__meta__":{"name":"AdminJobQueue","type":"query","hash":"31a5f9e2dc45d22a1b0c1bea2525eb8b3ef07420b2df417b5467e31c7ce74588"}} as unknown as TypedDocumentString<AdminJobQueueQuery, AdminJobQueueQueryVariables>;
export const AdminJobsDocument = {"__meta__":{"name":"AdminJobs","type":"query","hash":"2b82879c31285edfc6b787632d8537f81458a3dbab0612988546bf027c85ebd9"}} as unknown as TypedDocumentString<AdminJobsQuery, AdminJobsQueryVariables>;
export const AdminRunJobDocument = {"__meta__":{"name":"AdminRunJob","type":"mutation","hash":"e38126e2735d95d472224ca237cccf11af8465e47a6f08825ba5f337232a371f"}} as unknown as TypedDocumentString<AdminRunJobMutation, AdminRunJobMutationVariables>;
export const AdminDiscardJobDocument = {"__meta__":{"name":"AdminDiscardJob","type":"mutation","hash":"178f49e239dfac5aaa8bd6c46471402c496928d0af2d55a821f25844526505f6"}} as unknown as TypedDocumentString<AdminDiscardJobMutation, AdminDiscardJobMutationVariables>;
export const AdminRunScheduleDocument = {"__meta__":{"name":"AdminRunSchedule","type":"mutation","hash":"6a7ecfa5c38fa734b469ad1457ff6eb5f1c79d1c5ee8e81780040065286f931c"}} as unknown as TypedDocumentString<AdminRunScheduleMutation, AdminRunScheduleMutationVariables>;
export const AdminHealthDocument = {"__meta__":{"name":"AdminHealth","type":"query","hash":"2cd39283374260e9e79f2e79f0cd0e66822c72418dc65eb4a3ba5d8c76ca6c96"}} as unknown as TypedDocumentString<AdminHealthQuery, AdminHealthQueryVariables>;
export const AdminBackupDocument = {"__meta__":{"name":"AdminBackup","type":"query","hash":"fc834afbf691e91de530a6df3894be9411facfc82dadd754bccba0c79f2b31b4"}} as unknown as TypedDocumentString<AdminBackupQuery, AdminBackupQueryVariables>;
export const AdminBackupRunsDocument = {"__meta__":{"name":"AdminBackupRuns","type":"query","hash":"6a4936687f2d3dd677c948dc9db8879610afa09c0b051bad6c476877b4d47231"}} as unknown as TypedDocumentString<AdminBackupRunsQuery, AdminBackupRunsQueryVariables>;
export const AdminRunBackupDocument = {"__meta__":{"name":"AdminRunBackup","type":"mutation","hash":"ca19d2c6cb4fee0f0bb97c71904133c374d2f3df8195648f3d56afcfe1cecde9"}} as unknown as TypedDocumentString<AdminRunBackupMutation, AdminRunBackupMutationVariables>;
export const AdminCheckBackupDocument = {"__meta__":{"name":"AdminCheckBackup","type":"mutation","hash":"b9ec63e78994b93dd67ccb68274374f17fa470127e544bc2143f3dbb21208a38"}} as unknown as TypedDocumentString<AdminCheckBackupMutation, AdminCheckBackupMutationVariables>;
export const AdminStorageDocument = {"__meta__":{"name":"AdminStorage","type":"query","hash":"0cf2e3ee309ba0ea001b89760d6be1f1541dcdd4d407c6facc77ef3a610914dc"}} as unknown as TypedDocumentString<AdminStorageQuery, AdminStorageQueryVariables>;
export const AdminSetFileQuotaDocument = {"__meta__":{"name":"AdminSetFileQuota","type":"mutation","hash":"47fa9c4707992460adeb970951f21b27e078db725f5d3b9685b8888e35873ba6"}} as unknown as TypedDocumentString<AdminSetFileQuotaMutation, AdminSetFileQuotaMutationVariables>;
export const AdminProvidersDocument = {"__meta__":{"name":"AdminProviders","type":"query","hash":"7871e1517015bcdc168ad1247cf5fe1eeb6bc55b80f7216d0d1322ea28db87e7"}} as unknown as TypedDocumentString<AdminProvidersQuery, AdminProvidersQueryVariables>;
export const AdminSaveProviderDocument = {"__meta__":{"name":"AdminSaveProvider","type":"mutation","hash":"2a8db18ba224cd7d0a4e0d6a4de96e559665738109e18fc24be295ad8923717a"}} as unknown as TypedDocumentString<AdminSaveProviderMutation, AdminSaveProviderMutationVariables>;
export const AdminRemoveProviderDocument = {"__meta__":{"name":"AdminRemoveProvider","type":"mutation","hash":"1e2251fea8103756e52d1148dd977fb2b7207c7e6284bcede92b32f666beaea9"}} as unknown as TypedDocumentString<AdminRemoveProviderMutation, AdminRemoveProviderMutationVariables>;
export const AdminTestProviderDocument = {"__meta__":{"name":"AdminTestProvider","type":"mutation","hash":"71eb2eb2aea7e0df2bf45860de84369d0d82361a910e4c77711ed24d0c94a764"}} as unknown as TypedDocumentString<AdminTestProviderMutation, AdminTestProviderMutationVariables>;
export const AdminProvidersOnlyDocument = {"__meta__":{"name":"AdminProvidersOnly","type":"mutation","hash":"7c8ea0b5a4243a5a6c6fc0864af334ea2a47996dc066478abedc158bc3ab5015"}} as unknown as TypedDocumentString<AdminProvidersOnlyMutation, AdminProvidersOnlyMutationVariables>;
export const CaptureDocument = {"__meta__":{"name":"Capture","type":"query","hash":"ce22830f2c60d0281776131dbd49df3ac53edc44633292b5a0abf0282a5e9b99"}} as unknown as TypedDocumentString<CaptureQuery, CaptureQueryVariables>;
export const CreateCaptureHookDocument = {"__meta__":{"name":"CreateCaptureHook","type":"mutation","hash":"c6277c5d3174694829c87bb042cbcf125374880386dc14b152b37ba6ae68dd75"}} as unknown as TypedDocumentString<CreateCaptureHookMutation, CreateCaptureHookMutationVariables>;
export const RevokeCaptureHookDocument = {"__meta__":{"name":"RevokeCaptureHook","type":"mutation","hash":"0d24d9c18d06108eabf0b236b78a1744add1c260c44d628f334d001f58f1b89b"}} as unknown as TypedDocumentString<RevokeCaptureHookMutation, RevokeCaptureHookMutationVariables>;
export const CreateCaptureAddressDocument = {"__meta__":{"name":"CreateCaptureAddress","type":"mutation","hash":"41b2d6751babf44839f61bd25ac1fa8e82e80f6e93df562699d22475d108cc02"}} as unknown as TypedDocumentString<CreateCaptureAddressMutation, CreateCaptureAddressMutationVariables>;
export const UpdateCaptureAddressDocument = {"__meta__":{"name":"UpdateCaptureAddress","type":"mutation","hash":"27b284d5b9678097a3c03073ac7325b3f40c1a66349e246d746cf21d918cd123"}} as unknown as TypedDocumentString<UpdateCaptureAddressMutation, UpdateCaptureAddressMutationVariables>;
export const RevokeCaptureAddressDocument = {"__meta__":{"name":"RevokeCaptureAddress","type":"mutation","hash":"9a8ade8e633a89bc1148046894bcbceed4a5850d1e25c67074678eff5bcc28e3"}} as unknown as TypedDocumentString<RevokeCaptureAddressMutation, RevokeCaptureAddressMutationVariables>;
export const StorageDocument = {"__meta__":{"name":"Storage","type":"query","hash":"67b5d71ad185f4ff59676cab747d1c4ae752f7b9db1f9747829fa66e3307bf10"}} as unknown as TypedDocumentString<StorageQuery, StorageQueryVariables>;
export const EntryFilesDocument = {"__meta__":{"name":"EntryFiles","type":"query","hash":"851af2aa95f809559ecafa9cee7d896faba578662c031bb281f317785f61abb5"}} as unknown as TypedDocumentString<EntryFilesQuery, EntryFilesQueryVariables>;
export const DescribeFileDocument = {"__meta__":{"name":"DescribeFile","type":"mutation","hash":"e401873268402a794ab13a4e7f31f2a78fdb3f8f61c4894e7b0cc14e316ce5dd"}} as unknown as TypedDocumentString<DescribeFileMutation, DescribeFileMutationVariables>;
export const OwnFilesDocument = {"__meta__":{"name":"OwnFiles","type":"query","hash":"5ca4dd6929ed58edf8c85b59b480ae69764f8de828ced2a3800eec68f9ad0252"}} as unknown as TypedDocumentString<OwnFilesQuery, OwnFilesQueryVariables>;
export const DeleteFileDocument = {"__meta__":{"name":"DeleteFile","type":"mutation","hash":"c54d1191638e9f645e10e37ed12d45564d24ffda898d074dc2fd604cfdf49b3b"}} as unknown as TypedDocumentString<DeleteFileMutation, DeleteFileMutationVariables>;
export const DashboardDocument = {"__meta__":{"name":"Dashboard","type":"query","hash":"0ce93478794504ef822213363b736b4369e3cc62cbbb3d3fb6ae74c9c4997a13"}} as unknown as TypedDocumentString<DashboardQuery, DashboardQueryVariables>;
export const YearHeatmapDocument = {"__meta__":{"name":"YearHeatmap","type":"query","hash":"1bbdd522f44b2853ef848308257074bf031dfe3c8a0fc59c3bc4082c8bd86710"}} as unknown as TypedDocumentString<YearHeatmapQuery, YearHeatmapQueryVariables>;
export const EvidenceDaysDocument = {"__meta__":{"name":"EvidenceDays","type":"query","hash":"4c1fde9a0bb18635880a11c16ced6e52b6f46e70f9634e226e597c36790d3ae1"}} as unknown as TypedDocumentString<EvidenceDaysQuery, EvidenceDaysQueryVariables>;
export const EvidenceDocument = {"__meta__":{"name":"Evidence","type":"query","hash":"c843288a3ab9f014f83145947ee65d489d9a724696986ecddd23a9a2b2541d17"}} as unknown as TypedDocumentString<EvidenceQuery, EvidenceQueryVariables>;
export const TimelineDocument = {"__meta__":{"name":"Timeline","type":"query","hash":"9e6e42d14ae1afb6737d80c244d9f3fb5141cd4b78ae1bfbcf6d2134cf3631d2"}} as unknown as TypedDocumentString<TimelineQuery, TimelineQueryVariables>;
export const EntryDocument = {"__meta__":{"name":"Entry","type":"query","hash":"e8c79c20c36243a1174e61d6b73bdc1f890fd1d4202ab2c4a87133484611e5f9"}} as unknown as TypedDocumentString<EntryQuery, EntryQueryVariables>;
export const EntryHistoryDocument = {"__meta__":{"name":"EntryHistory","type":"query","hash":"cbc8972a0270c4779c1037a60b5451d64f62c9ac9c816de94c4a7ec3c5a07d86"}} as unknown as TypedDocumentString<EntryHistoryQuery, EntryHistoryQueryVariables>;
export const EntryNamedDocument = {"__meta__":{"name":"EntryNamed","type":"query","hash":"5e7f9109aa9e4f3e7df5d359be9d839fe0b57ff56154595b81dd452d2bc87229"}} as unknown as TypedDocumentString<EntryNamedQuery, EntryNamedQueryVariables>;
export const EntryChoicesDocument = {"__meta__":{"name":"EntryChoices","type":"query","hash":"7d37ef15ba789f2153dfc6a37f25835f2e0500f59b756f1ece6cd26359dcd612"}} as unknown as TypedDocumentString<EntryChoicesQuery, EntryChoicesQueryVariables>;
export const TrashDocument = {"__meta__":{"name":"Trash","type":"query","hash":"92c44d86f64e942b6561356d159cbbc27b16547a2adacc3de81f3eefcf7e0786"}} as unknown as TypedDocumentString<TrashQuery, TrashQueryVariables>;
export const TagChoicesDocument = {"__meta__":{"name":"TagChoices","type":"query","hash":"9aaa0be23ad965d2053e3d8390f1088f950aab913aa783ab03b3cb83d1dd32d1"}} as unknown as TypedDocumentString<TagChoicesQuery, TagChoicesQueryVariables>;
export const PreviewMarkdownDocument = {"__meta__":{"name":"PreviewMarkdown","type":"query","hash":"5d3291e1c8a7efee35f893e51b59e86584911ee3c503056d42591f6ce4b471b1"}} as unknown as TypedDocumentString<PreviewMarkdownQuery, PreviewMarkdownQueryVariables>;
export const WriteEntryDocument = {"__meta__":{"name":"WriteEntry","type":"mutation","hash":"fabf9f59badaa0b1399ff2d1161153e03274e714178c9d359973e60d8ce00c18"}} as unknown as TypedDocumentString<WriteEntryMutation, WriteEntryMutationVariables>;
export const EditEntryDocument = {"__meta__":{"name":"EditEntry","type":"mutation","hash":"3d8ee619bc4583d02b249c34e0337489f373f0a256e471305079ab56d47df289"}} as unknown as TypedDocumentString<EditEntryMutation, EditEntryMutationVariables>;
export const RestoreRevisionDocument = {"__meta__":{"name":"RestoreRevision","type":"mutation","hash":"459a34d6d2d34aef560a4aff7092d19eac27f981b4db9fc008ae70ab8ccfbead"}} as unknown as TypedDocumentString<RestoreRevisionMutation, RestoreRevisionMutationVariables>;
export const DeleteEntryDocument = {"__meta__":{"name":"DeleteEntry","type":"mutation","hash":"a741c28644be020ab6e58639eea08257501455bb08683fb78e3567459d6baf8d"}} as unknown as TypedDocumentString<DeleteEntryMutation, DeleteEntryMutationVariables>;
export const RestoreEntryDocument = {"__meta__":{"name":"RestoreEntry","type":"mutation","hash":"bc5a6ea3fb6079023370e8151394281d765e080e8a0530b76804f7c4d4f10931"}} as unknown as TypedDocumentString<RestoreEntryMutation, RestoreEntryMutationVariables>;
export const PurgeEntryDocument = {"__meta__":{"name":"PurgeEntry","type":"mutation","hash":"0d6b05c91996becfd007c47bffa689cf18c19dd8e5b5416d09415b59a712c143"}} as unknown as TypedDocumentString<PurgeEntryMutation, PurgeEntryMutationVariables>;
export const AcceptDraftsDocument = {"__meta__":{"name":"AcceptDrafts","type":"mutation","hash":"c97d55dbf2ba44bb6b954f42cccadcbca39c4b81031e70a35e025e176db7440a"}} as unknown as TypedDocumentString<AcceptDraftsMutation, AcceptDraftsMutationVariables>;
export const CalendarDocument = {"__meta__":{"name":"Calendar","type":"query","hash":"da99f3c32d860545b0c3f52692fcfce7dea884061dcda16b2f93aa57e307c218"}} as unknown as TypedDocumentString<CalendarQuery, CalendarQueryVariables>;
export const OnThisDayDocument = {"__meta__":{"name":"OnThisDay","type":"query","hash":"6457c01817e9d9f50897d8bae7d2b82c7a058103ec7f61b54de73e4d55255ba0"}} as unknown as TypedDocumentString<OnThisDayQuery, OnThisDayQueryVariables>;
export const RandomEntryDocument = {"__meta__":{"name":"RandomEntry","type":"query","hash":"63b020224a287b37574506926bbaf0faed22394aa2b02a7adf470a0dfe185e54"}} as unknown as TypedDocumentString<RandomEntryQuery, RandomEntryQueryVariables>;
export const RelatedEntriesDocument = {"__meta__":{"name":"RelatedEntries","type":"query","hash":"9aa3a3262a5c4df98128e5e4d456782e27286dad82aea893e646fe9449b57ab9"}} as unknown as TypedDocumentString<RelatedEntriesQuery, RelatedEntriesQueryVariables>;
export const StartersDocument = {"__meta__":{"name":"Starters","type":"query","hash":"dfb9ba213bc14067acc22e8aa0ec8e1fe35a32c7a974c81d695fcd2faca5049a"}} as unknown as TypedDocumentString<StartersQuery, StartersQueryVariables>;
export const CarrySourceDocument = {"__meta__":{"name":"CarrySource","type":"query","hash":"905d45a6169f2dbba606871f7803ad352e713df3569608e84c0d8d9a614fa429"}} as unknown as TypedDocumentString<CarrySourceQuery, CarrySourceQueryVariables>;
export const CreateTemplateDocument = {"__meta__":{"name":"CreateTemplate","type":"mutation","hash":"2040d447427c660f795e011462df9b77d1aaa9b81e32832f35b3fb562d227645"}} as unknown as TypedDocumentString<CreateTemplateMutation, CreateTemplateMutationVariables>;
export const UpdateTemplateDocument = {"__meta__":{"name":"UpdateTemplate","type":"mutation","hash":"7640205b9b6dba59c9f4d57adcd6394d431bebfa2a04a7d0bdd81d97622e0aec"}} as unknown as TypedDocumentString<UpdateTemplateMutation, UpdateTemplateMutationVariables>;
export const DeleteTemplateDocument = {"__meta__":{"name":"DeleteTemplate","type":"mutation","hash":"7c9e6fba7f891b1544b9fa24487de35b2deced8f3565c5fc6718465ddccc4c79"}} as unknown as TypedDocumentString<DeleteTemplateMutation, DeleteTemplateMutationVariables>;
export const OrderTemplatesDocument = {"__meta__":{"name":"OrderTemplates","type":"mutation","hash":"91b1c1b3e950eea8fc462c5c4db50314498d7fbc8ae1100f12fcb33efde505de"}} as unknown as TypedDocumentString<OrderTemplatesMutation, OrderTemplatesMutationVariables>;
export const ChooseRollOverDocument = {"__meta__":{"name":"ChooseRollOver","type":"mutation","hash":"04fc6b172150f0b39d655488d37ff220cae12f0151baeac3b687091647d71729"}} as unknown as TypedDocumentString<ChooseRollOverMutation, ChooseRollOverMutationVariables>;
export const UnreadNotificationsDocument = {"__meta__":{"name":"UnreadNotifications","type":"query","hash":"e5b430d1228d6f4a1971fbda2b5d2a9041d92722446b40f0a9abd8036c61eb20"}} as unknown as TypedDocumentString<UnreadNotificationsQuery, UnreadNotificationsQueryVariables>;
export const InboxDocument = {"__meta__":{"name":"Inbox","type":"query","hash":"5e23617dbfabe330a04f6c07450204d9fa324c7cddbbac67e0871dc0bea7dff3"}} as unknown as TypedDocumentString<InboxQuery, InboxQueryVariables>;
export const UpdateNotificationsDocument = {"__meta__":{"name":"UpdateNotifications","type":"mutation","hash":"7ecc14cab73952749ac797acda41efa68fda3bf01406439aa914f6601549005e"}} as unknown as TypedDocumentString<UpdateNotificationsMutation, UpdateNotificationsMutationVariables>;
export const MarkAllNotificationsReadDocument = {"__meta__":{"name":"MarkAllNotificationsRead","type":"mutation","hash":"a11b85b659684f69001077238236f293661379f44902b611667499ee122322d3"}} as unknown as TypedDocumentString<MarkAllNotificationsReadMutation, MarkAllNotificationsReadMutationVariables>;
export const NotificationSettingsDocument = {"__meta__":{"name":"NotificationSettings","type":"query","hash":"1bbe9feb98219c4aafe33216eb03eea8e62545346604d8e36e386ecfdce4a8df"}} as unknown as TypedDocumentString<NotificationSettingsQuery, NotificationSettingsQueryVariables>;
export const PushKeyDocument = {"__meta__":{"name":"PushKey","type":"query","hash":"27e21ec909fee26c8408f5b0d4e4bc865d9d611c49b9ef3351a67c02d223a9e2"}} as unknown as TypedDocumentString<PushKeyQuery, PushKeyQueryVariables>;
export const SetNotificationPreferenceDocument = {"__meta__":{"name":"SetNotificationPreference","type":"mutation","hash":"a8a428419a7fe29a0001101ed285c45e7bec8009ca462d5b0561e9afd116429d"}} as unknown as TypedDocumentString<SetNotificationPreferenceMutation, SetNotificationPreferenceMutationVariables>;
export const SaveNotificationTimesDocument = {"__meta__":{"name":"SaveNotificationTimes","type":"mutation","hash":"38845f39fa375bbe70e27acc745ced55875e2b8e73596507213cc8d7f6e26557"}} as unknown as TypedDocumentString<SaveNotificationTimesMutation, SaveNotificationTimesMutationVariables>;
export const SubscribePushDocument = {"__meta__":{"name":"SubscribePush","type":"mutation","hash":"2eb81ae2969aa3d148b4c18870d8d2482c70f2e0ee9069d789554f03e5299833"}} as unknown as TypedDocumentString<SubscribePushMutation, SubscribePushMutationVariables>;
export const UnsubscribePushDocument = {"__meta__":{"name":"UnsubscribePush","type":"mutation","hash":"e1fc7c2c3e8f8a05235605ec95def2ea357ae0220d3746b6991cf4ad465aa09e"}} as unknown as TypedDocumentString<UnsubscribePushMutation, UnsubscribePushMutationVariables>;
export const SendTestNotificationDocument = {"__meta__":{"name":"SendTestNotification","type":"mutation","hash":"9d840298d7c243235e943409c444e8e14c0bb9934cb90c6223233697538850b3"}} as unknown as TypedDocumentString<SendTestNotificationMutation, SendTestNotificationMutationVariables>;
export const FinishOnboardingDocument = {"__meta__":{"name":"FinishOnboarding","type":"mutation","hash":"856d77129560cfc158e4ebb62a574f2686de8e7fd007522d11c1110679668df4"}} as unknown as TypedDocumentString<FinishOnboardingMutation, FinishOnboardingMutationVariables>;
export const SamplesDocument = {"__meta__":{"name":"Samples","type":"query","hash":"842d9a6ccf3ec6f53e996cce4a6530d49fb6d2bed9a99b15929dc6a7f67f99a3"}} as unknown as TypedDocumentString<SamplesQuery, SamplesQueryVariables>;
export const LoadSamplesDocument = {"__meta__":{"name":"LoadSamples","type":"mutation","hash":"0a0964c8737a3202454e090a438df4e331cbc90f198356a156eacb9c855829d6"}} as unknown as TypedDocumentString<LoadSamplesMutation, LoadSamplesMutationVariables>;
export const RemoveSamplesDocument = {"__meta__":{"name":"RemoveSamples","type":"mutation","hash":"eb2feb0cf5def01e104d013dcddbdf23d3b3f3165403d5fb1d8d99b4adf6ceab"}} as unknown as TypedDocumentString<RemoveSamplesMutation, RemoveSamplesMutationVariables>;
export const ArchivesDocument = {"__meta__":{"name":"Archives","type":"query","hash":"771f47f7df9335fdcdf27dab06fb5ed011eb924d9fd885d9d898980c423439b4"}} as unknown as TypedDocumentString<ArchivesQuery, ArchivesQueryVariables>;
export const RequestExportDocument = {"__meta__":{"name":"RequestExport","type":"mutation","hash":"18e94dab93cd3af1caf4134112932300577bb8fb53a9ea9f58e1dd440416bd35"}} as unknown as TypedDocumentString<RequestExportMutation, RequestExportMutationVariables>;
export const CreateArchiveLinkDocument = {"__meta__":{"name":"CreateArchiveLink","type":"mutation","hash":"69873bb20b3c2feaaf4609f583afab19c99c7119250e4c747fe654ff25a7cbe6"}} as unknown as TypedDocumentString<CreateArchiveLinkMutation, CreateArchiveLinkMutationVariables>;
export const StartImportDocument = {"__meta__":{"name":"StartImport","type":"mutation","hash":"52246fe4c46b2c0473ab878ee4924fd5bf56b3fb55085a8ba6c66030e58748b3"}} as unknown as TypedDocumentString<StartImportMutation, StartImportMutationVariables>;
export const DiscardArchiveDocument = {"__meta__":{"name":"DiscardArchive","type":"mutation","hash":"abc98ba79b479a47e16f54a67d67d9e8a1ac0064dc0f7049be9db1602a3a6304"}} as unknown as TypedDocumentString<DiscardArchiveMutation, DiscardArchiveMutationVariables>;
export const LeaveDocument = {"__meta__":{"name":"Leave","type":"mutation","hash":"2c6b1abb222076482a65e1319d00f7e2441064a993aa2c90a04377f2f6d696e0"}} as unknown as TypedDocumentString<LeaveMutation, LeaveMutationVariables>;
export const StayDocument = {"__meta__":{"name":"Stay","type":"mutation","hash":"da3da6601cfc70eac4738cb13d2a9261e8729f5da7e098efb0ab2148d1bfa19e"}} as unknown as TypedDocumentString<StayMutation, StayMutationVariables>;
export const OutletsDocument = {"__meta__":{"name":"Outlets","type":"query","hash":"120e489ff466946025b2e5a33d66218176834cedad9de936412ceaf871f40604"}} as unknown as TypedDocumentString<OutletsQuery, OutletsQueryVariables>;
export const CloseOutletDocument = {"__meta__":{"name":"CloseOutlet","type":"mutation","hash":"08e38f1012ea306d4e37e77d27c1dc5cf2960ead37672b346d9ba2f848afb1ce"}} as unknown as TypedDocumentString<CloseOutletMutation, CloseOutletMutationVariables>;
export const ReviewDocument = {"__meta__":{"name":"Review","type":"query","hash":"4710e68a9590a1b82c17f30541a79a3fbb0bcd3d36d9581abaa5d808c1cfc132"}} as unknown as TypedDocumentString<ReviewQuery, ReviewQueryVariables>;
export const DigestDocument = {"__meta__":{"name":"Digest","type":"query","hash":"60e953bebd7456a190ff6dd90eaec198da9d3eb025944208197415e6d8bc98f5"}} as unknown as TypedDocumentString<DigestQuery, DigestQueryVariables>;
export const BookDocument = {"__meta__":{"name":"Book","type":"query","hash":"e12c0c087841608647ec959e8a808233bf7fe76498940fec9c401b973055ede1"}} as unknown as TypedDocumentString<BookQuery, BookQueryVariables>;
export const AnswerReviewDocument = {"__meta__":{"name":"AnswerReview","type":"mutation","hash":"b1ae33b036e6a5c89e5db802f3cd507ccf346cb304b0c7cec725345fe96c8cb6"}} as unknown as TypedDocumentString<AnswerReviewMutation, AnswerReviewMutationVariables>;
export const SearchEntriesDocument = {"__meta__":{"name":"SearchEntries","type":"query","hash":"b427991288f71f6b4e04a57eb8e9c532c9b325d452b9787b2a493cd95f2b6ee9"}} as unknown as TypedDocumentString<SearchEntriesQuery, SearchEntriesQueryVariables>;
export const ViewsDocument = {"__meta__":{"name":"Views","type":"query","hash":"0c9d94c1f9ce5851d8754b39d7644bedba97d02b2ef08776120c9ab188050f4c"}} as unknown as TypedDocumentString<ViewsQuery, ViewsQueryVariables>;
export const CreateViewDocument = {"__meta__":{"name":"CreateView","type":"mutation","hash":"1a558b094eb7f5fd19bf6bb93f6261ea36423f4305aa7715b439d897f36fee51"}} as unknown as TypedDocumentString<CreateViewMutation, CreateViewMutationVariables>;
export const UpdateViewDocument = {"__meta__":{"name":"UpdateView","type":"mutation","hash":"316b7368d58f56582821c03c94d981858d430c12af3a9af67312c7f763b27d22"}} as unknown as TypedDocumentString<UpdateViewMutation, UpdateViewMutationVariables>;
export const DeleteViewDocument = {"__meta__":{"name":"DeleteView","type":"mutation","hash":"a2a66caf6f0d264deda74e12f8b8c2e307929da47f0b1856de001892b429bc7a"}} as unknown as TypedDocumentString<DeleteViewMutation, DeleteViewMutationVariables>;
export const OrderViewsDocument = {"__meta__":{"name":"OrderViews","type":"mutation","hash":"e3b52beda33ec4d5d4a9bba80552e717b120d597650090ef0312a31de2c6d01f"}} as unknown as TypedDocumentString<OrderViewsMutation, OrderViewsMutationVariables>;
export const ProfileDocument = {"__meta__":{"name":"Profile","type":"query","hash":"8c386cbdfbf29aab8d64d02f226a1d8026aea5648a4e208197bb14f83d185a8f"}} as unknown as TypedDocumentString<ProfileQuery, ProfileQueryVariables>;
export const SavePublicViewDocument = {"__meta__":{"name":"SavePublicView","type":"mutation","hash":"e675146ea53ded62cfd86406eaf2cec23b9e7ce5771890d3ab7940e1aebc59c1"}} as unknown as TypedDocumentString<SavePublicViewMutation, SavePublicViewMutationVariables>;
export const SaveProfileDocument = {"__meta__":{"name":"SaveProfile","type":"mutation","hash":"a9420404c2d7d201ed96eed0d5e503ff9435803a6a39df0fc1dde9a7616a93e7"}} as unknown as TypedDocumentString<SaveProfileMutation, SaveProfileMutationVariables>;
export const RemoveAvatarDocument = {"__meta__":{"name":"RemoveAvatar","type":"mutation","hash":"597206d2a68c433e747970e44f7023d80ed6b2652c8876d343d98770dc092078"}} as unknown as TypedDocumentString<RemoveAvatarMutation, RemoveAvatarMutationVariables>;
export const PreviewDayDocument = {"__meta__":{"name":"PreviewDay","type":"query","hash":"7813a976db9ae0c30deeaf7c2d2798ba52e958aa9263520b2d49ae9ff3976d1d"}} as unknown as TypedDocumentString<PreviewDayQuery, PreviewDayQueryVariables>;
export const SessionsDocument = {"__meta__":{"name":"Sessions","type":"query","hash":"c4a3afc3e987a93360efca42ed3be7df26483e71b3ee862fd58b415864cc3794"}} as unknown as TypedDocumentString<SessionsQuery, SessionsQueryVariables>;
export const RevokeSessionDocument = {"__meta__":{"name":"RevokeSession","type":"mutation","hash":"a40567035a532be5f0268c0464bdc76ee660909303edf8835f24a7ee6538660e"}} as unknown as TypedDocumentString<RevokeSessionMutation, RevokeSessionMutationVariables>;
export const SignOutEverywhereDocument = {"__meta__":{"name":"SignOutEverywhere","type":"mutation","hash":"a9413fa4e45ea1a9598194249d4350165f4c00bde267fece8506ac549d347003"}} as unknown as TypedDocumentString<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
export const TokensDocument = {"__meta__":{"name":"Tokens","type":"query","hash":"2e181c727ea6ace2ea83994252759bd9403b5a0a1b4389b74f73062d921c3980"}} as unknown as TypedDocumentString<TokensQuery, TokensQueryVariables>;
export const RotateTokenDocument = {"__meta__":{"name":"RotateToken","type":"mutation","hash":"7ad3acbc451ef3f3756517f488ac0bcaecbeb1bce328010ac765248143f3ee9c"}} as unknown as TypedDocumentString<RotateTokenMutation, RotateTokenMutationVariables>;
export const CreateTokenDocument = {"__meta__":{"name":"CreateToken","type":"mutation","hash":"ff21d187e805c1839a3a35f907490f336ebac39e6ef5eaa321050d1a81bc7526"}} as unknown as TypedDocumentString<CreateTokenMutation, CreateTokenMutationVariables>;
export const RevokeTokenDocument = {"__meta__":{"name":"RevokeToken","type":"mutation","hash":"3c2f4308bcc96c452ff0a05d4176ca87d2f2f4f8da3adf5327a476d89245cd37"}} as unknown as TypedDocumentString<RevokeTokenMutation, RevokeTokenMutationVariables>;
export const ConfirmPasswordDocument = {"__meta__":{"name":"ConfirmPassword","type":"mutation","hash":"277f2bfcab8713ecd5e0683537536206a1c04f4b1fd4ef897abf6aae6605668b"}} as unknown as TypedDocumentString<ConfirmPasswordMutation, ConfirmPasswordMutationVariables>;
export const ChangePasswordDocument = {"__meta__":{"name":"ChangePassword","type":"mutation","hash":"2c299223089dc2db6c4e589e46c96b1012ac6c95c56482d4d3f16fb123b9ab84"}} as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const ChangeEmailDocument = {"__meta__":{"name":"ChangeEmail","type":"mutation","hash":"47b637012af224337a13c82e0c56f0878b7057bda92cc345b35f91ae8b097c04"}} as unknown as TypedDocumentString<ChangeEmailMutation, ChangeEmailMutationVariables>;
export const CancelEmailChangeDocument = {"__meta__":{"name":"CancelEmailChange","type":"mutation","hash":"98fa66fded278c08464d3d27b1bed5831ffb01300fcac6e87a457d0821a1112d"}} as unknown as TypedDocumentString<CancelEmailChangeMutation, CancelEmailChangeMutationVariables>;
export const StreakRulesDocument = {"__meta__":{"name":"StreakRules","type":"query","hash":"86de103d2317dd91c6b180a234b22508f959c821f228f6fe7b2f8d6161ac3951"}} as unknown as TypedDocumentString<StreakRulesQuery, StreakRulesQueryVariables>;
export const SaveStreakRulesDocument = {"__meta__":{"name":"SaveStreakRules","type":"mutation","hash":"65874b4dfdb3a1bd9140dc1aa760c07eba7b413fe89a470cecf15d3dc9e2934f"}} as unknown as TypedDocumentString<SaveStreakRulesMutation, SaveStreakRulesMutationVariables>;
export const SetDaysOffDocument = {"__meta__":{"name":"SetDaysOff","type":"mutation","hash":"122a93ab6044ab45a62b5412ff021d35dcaec332abca0dfcee5065cd4102477d"}} as unknown as TypedDocumentString<SetDaysOffMutation, SetDaysOffMutationVariables>;
export const ClearDaysOffDocument = {"__meta__":{"name":"ClearDaysOff","type":"mutation","hash":"7de83e72c88139cbe9a1befd69c267c68286e31c19ba9fcd3d097fbdce67a13b"}} as unknown as TypedDocumentString<ClearDaysOffMutation, ClearDaysOffMutationVariables>;
export const AccountActivityDocument = {"__meta__":{"name":"AccountActivity","type":"query","hash":"a9de27863d7b6fe49db6b92ac13e9910f62a614bf562f7cc53a5205aa2e4a034"}} as unknown as TypedDocumentString<AccountActivityQuery, AccountActivityQueryVariables>;
export const AboutDocument = {"__meta__":{"name":"About","type":"query","hash":"ce0bb2811033617f8427fa07bb56166d15c8569477b0d449dcbf8ffd40394b58"}} as unknown as TypedDocumentString<AboutQuery, AboutQueryVariables>;
export const SignInMethodsDocument = {"__meta__":{"name":"SignInMethods","type":"query","hash":"810830ce539e1b851e225b7e98e40a0b3d2ff93518bee450f24c66f897beb5eb"}} as unknown as TypedDocumentString<SignInMethodsQuery, SignInMethodsQueryVariables>;
export const StartProviderDocument = {"__meta__":{"name":"StartProvider","type":"mutation","hash":"8795d016079b6e758f9a70ba014c99b8ab593d99bfab8121465a34e12ab9bf23"}} as unknown as TypedDocumentString<StartProviderMutation, StartProviderMutationVariables>;
export const UnlinkProviderDocument = {"__meta__":{"name":"UnlinkProvider","type":"mutation","hash":"fa0904d619b4ca16c809e3b9ef9de11448a7b246364664dc9a75c59380d48f52"}} as unknown as TypedDocumentString<UnlinkProviderMutation, UnlinkProviderMutationVariables>;
export const SecurityDocument = {"__meta__":{"name":"Security","type":"query","hash":"8dc6e583c9233d6315a0d24f22667f4bbc0853e72feaf8e7c7ac8de0dab697b2"}} as unknown as TypedDocumentString<SecurityQuery, SecurityQueryVariables>;
export const ConfirmWaysDocument = {"__meta__":{"name":"ConfirmWays","type":"query","hash":"eb14743eede0630384251bfbf6e4d65323e9986d36d994bac205b01613a94703"}} as unknown as TypedDocumentString<ConfirmWaysQuery, ConfirmWaysQueryVariables>;
export const ConfirmCodeDocument = {"__meta__":{"name":"ConfirmCode","type":"mutation","hash":"94652d2e1c3ec511103f008202e9285626647f9f80c80988ba57f5f7fabd6e0c"}} as unknown as TypedDocumentString<ConfirmCodeMutation, ConfirmCodeMutationVariables>;
export const BeginPasskeyConfirmationDocument = {"__meta__":{"name":"BeginPasskeyConfirmation","type":"mutation","hash":"016b05f327333d30513527496199bdf59634bf9348d24235d7cb66c0a2ba3f49"}} as unknown as TypedDocumentString<BeginPasskeyConfirmationMutation, BeginPasskeyConfirmationMutationVariables>;
export const ConfirmPasskeyDocument = {"__meta__":{"name":"ConfirmPasskey","type":"mutation","hash":"5c6175e6188956ac9bfc06ceecd49816b7855a5f92d5e894ae302b0ad4fc57be"}} as unknown as TypedDocumentString<ConfirmPasskeyMutation, ConfirmPasskeyMutationVariables>;
export const BeginPasskeyRegistrationDocument = {"__meta__":{"name":"BeginPasskeyRegistration","type":"mutation","hash":"3a3cc211b71095dda1f677e077dd92bf72e9f98bb715b8cb3d9d4f6ad7b0a700"}} as unknown as TypedDocumentString<BeginPasskeyRegistrationMutation, BeginPasskeyRegistrationMutationVariables>;
export const RegisterPasskeyDocument = {"__meta__":{"name":"RegisterPasskey","type":"mutation","hash":"76a7926e6266803cef2ad5d5c74e01f572b3bb29635992832b8a55abb4aa5661"}} as unknown as TypedDocumentString<RegisterPasskeyMutation, RegisterPasskeyMutationVariables>;
export const RenamePasskeyDocument = {"__meta__":{"name":"RenamePasskey","type":"mutation","hash":"a317ccfcecc9c685b1e5869611dcf10c4f4cc1b0b08f9ac067957a9303d5a694"}} as unknown as TypedDocumentString<RenamePasskeyMutation, RenamePasskeyMutationVariables>;
export const RemovePasskeyDocument = {"__meta__":{"name":"RemovePasskey","type":"mutation","hash":"b3c866ffe8b0f77f085056e8fb9acf24f3c99c2373bb9b1900212dadf2e3873c"}} as unknown as TypedDocumentString<RemovePasskeyMutation, RemovePasskeyMutationVariables>;
export const BeginTotpDocument = {"__meta__":{"name":"BeginTotp","type":"mutation","hash":"ffd89c152a2621f6c23dfbd1f06c88a2e6303413dee32e3ac93e84f3e382b5c2"}} as unknown as TypedDocumentString<BeginTotpMutation, BeginTotpMutationVariables>;
export const ConfirmTotpDocument = {"__meta__":{"name":"ConfirmTotp","type":"mutation","hash":"8dd69eb38797a7356f5160202acc3c32cb7ddf305379973006960ba2135a77e7"}} as unknown as TypedDocumentString<ConfirmTotpMutation, ConfirmTotpMutationVariables>;
export const RemoveTotpDocument = {"__meta__":{"name":"RemoveTotp","type":"mutation","hash":"617177264c2ecce3acf3623534be175cf6813242eccdc8a49e0f1eff39c0092f"}} as unknown as TypedDocumentString<RemoveTotpMutation, RemoveTotpMutationVariables>;
export const CreateRecoveryCodesDocument = {"__meta__":{"name":"CreateRecoveryCodes","type":"mutation","hash":"4619896b23fb257b076cf03c62959fcdef88015598650022a1d7a28e8d1ea728"}} as unknown as TypedDocumentString<CreateRecoveryCodesMutation, CreateRecoveryCodesMutationVariables>;
export const SharingDocument = {"__meta__":{"name":"Sharing","type":"query","hash":"abce240bc6ee58fd174a9e659acaa0c7b56ec4d32ccec867f007beb62211bb64"}} as unknown as TypedDocumentString<SharingQuery, SharingQueryVariables>;
export const EntryLinkDocument = {"__meta__":{"name":"EntryLink","type":"query","hash":"207bb00c3c509a5284a019df758a08b590b13654fe8d96eb79ba0dd5eebe8c84"}} as unknown as TypedDocumentString<EntryLinkQuery, EntryLinkQueryVariables>;
export const CreateEntryLinkDocument = {"__meta__":{"name":"CreateEntryLink","type":"mutation","hash":"23fef3613a8385e92ad8469ee7c889f16a04cde9aff6524557f48b7e18d44fbf"}} as unknown as TypedDocumentString<CreateEntryLinkMutation, CreateEntryLinkMutationVariables>;
export const RevokeEntryLinkDocument = {"__meta__":{"name":"RevokeEntryLink","type":"mutation","hash":"f8adff2e448736ee93ebf0c4f7b9a027694d875c740d13b5b079d6ede7d47cbd"}} as unknown as TypedDocumentString<RevokeEntryLinkMutation, RevokeEntryLinkMutationVariables>;
export const CreateFeedDocument = {"__meta__":{"name":"CreateFeed","type":"mutation","hash":"5c30f534a67f491a20cd3ca9e28274daab32b3c73f29d16ac8ff4a64b7a56ef0"}} as unknown as TypedDocumentString<CreateFeedMutation, CreateFeedMutationVariables>;
export const RevokeFeedDocument = {"__meta__":{"name":"RevokeFeed","type":"mutation","hash":"a457bf0b59660658ca29632faf47351974eb2ad7d37029d836db788fcbf52b6e"}} as unknown as TypedDocumentString<RevokeFeedMutation, RevokeFeedMutationVariables>;
export const SchedulesDocument = {"__meta__":{"name":"Schedules","type":"query","hash":"5546fa733f228b25dea31dc3bd50b512a04f250fcfff1a50bd8dca1c0ca362e3"}} as unknown as TypedDocumentString<SchedulesQuery, SchedulesQueryVariables>;
export const ScheduleEntryDocument = {"__meta__":{"name":"ScheduleEntry","type":"mutation","hash":"a8a3f0e2f434ebf75be56693d2f76c4ddbebeaf4c6e1d73100b55bec93406ace"}} as unknown as TypedDocumentString<ScheduleEntryMutation, ScheduleEntryMutationVariables>;
export const UnscheduleEntryDocument = {"__meta__":{"name":"UnscheduleEntry","type":"mutation","hash":"1369a3aefcbb22c52a44d765c55da6bfb57c11e813bd23173da1564a487412dd"}} as unknown as TypedDocumentString<UnscheduleEntryMutation, UnscheduleEntryMutationVariables>;
export const ChangeAudienceDocument = {"__meta__":{"name":"ChangeAudience","type":"mutation","hash":"5269980b4b0fd9be9478c1f428a9c6f406cd996bb0abc8ef6f70b9c40bc367d3"}} as unknown as TypedDocumentString<ChangeAudienceMutation, ChangeAudienceMutationVariables>;
export const SharableEntriesDocument = {"__meta__":{"name":"SharableEntries","type":"query","hash":"4972553303b4452d30645a996ab87ddb0bcef326d4bc97ebe23e5d482e814269"}} as unknown as TypedDocumentString<SharableEntriesQuery, SharableEntriesQueryVariables>;
export const SharableHitsDocument = {"__meta__":{"name":"SharableHits","type":"query","hash":"c4e0826ad984205638ab2d0f698e1a49c055f68977647efaef083581b54c371c"}} as unknown as TypedDocumentString<SharableHitsQuery, SharableHitsQueryVariables>;
export const TagUsesDocument = {"__meta__":{"name":"TagUses","type":"query","hash":"80ef1ed95a973ba3468286c27a56fad3f65d6b193c4b3fe2fd0f3399302af10c"}} as unknown as TypedDocumentString<TagUsesQuery, TagUsesQueryVariables>;
export const UpdateTagDocument = {"__meta__":{"name":"UpdateTag","type":"mutation","hash":"a1f8bc6376314a8e7f9b1d3859ad9b692c9c4b651d9b966bd6020ba47fa401b6"}} as unknown as TypedDocumentString<UpdateTagMutation, UpdateTagMutationVariables>;
export const MergeTagsDocument = {"__meta__":{"name":"MergeTags","type":"mutation","hash":"ab924e238dd88a43f126101cd3267ebfeaadd2df74e5cfc86c7d177f79f7ad28"}} as unknown as TypedDocumentString<MergeTagsMutation, MergeTagsMutationVariables>;
export const SetTagAliasDocument = {"__meta__":{"name":"SetTagAlias","type":"mutation","hash":"00183064004ad518bd0c826e5c3319b970fb988145ff0c962d34dc85742243c6"}} as unknown as TypedDocumentString<SetTagAliasMutation, SetTagAliasMutationVariables>;
export const DropTagAliasDocument = {"__meta__":{"name":"DropTagAlias","type":"mutation","hash":"1bbfd9ea5295304519ad5b35e74fa9bb77f27756578fa28e9ad2b68cda6772d4"}} as unknown as TypedDocumentString<DropTagAliasMutation, DropTagAliasMutationVariables>;
export const OpenRealtimeDocument = {"__meta__":{"name":"OpenRealtime","type":"mutation","hash":"7206f7c5d038601fc862742ce1f0e1596cc5ec0d556f3c8afaa1c81e83e7f1d6"}} as unknown as TypedDocumentString<OpenRealtimeMutation, OpenRealtimeMutationVariables>;
export const ViewerDocument = {"__meta__":{"name":"Viewer","type":"query","hash":"5b1a25ee3b0c423f8a8db6f3cf31e0c7a066d4833791ff44e3251ac82d2b4265"}} as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const SignOutDocument = {"__meta__":{"name":"SignOut","type":"mutation","hash":"a7c206abbbec6268840bf7e8325b9ff1500ed43089ae9dc90c070a2633309f1e"}} as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const UpdateViewerDocument = {"__meta__":{"name":"UpdateViewer","type":"mutation","hash":"4b4de6668215c32cfb0d6be40b20fae4b94a3649fa9a50536e8875d7035979ef"}} as unknown as TypedDocumentString<UpdateViewerMutation, UpdateViewerMutationVariables>;
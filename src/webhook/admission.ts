import { randomUUID } from 'node:crypto'
import type { DecidedFinding, Judge, Subject, Verdict } from '../engine/verdict.ts'
import { kindIn } from '../gateway/kinds.ts'
import type { AnyObject } from '../gateway/objects.ts'
import type { Claim, Contradiction, Witness } from '../gateway/ports.ts'
import { oneLine } from '../report/line.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { checkAgain } from './check-again.ts'
import { allowed, badRequest, denied, patched } from './response.ts'
import { type Decoded, decode, type Envelope } from './review.ts'
import { statusBody } from './status.ts'
import { findingWarning, fitWarnings, MUTATE_BUDGET, noteWarning, VALIDATE_BUDGET } from './warnings.ts'

export type Webhook = 'validate' | 'mutate'

export interface AdmissionParts {
  /** Asked for each review, so that a new configuration takes effect with the next one. */
  readonly judge: () => Judge
  readonly logger: Logger
  readonly metrics: Metrics
  /** Confirms what a refusal rests on; left out, the view is believed (a folder is what it is). */
  readonly witness?: Witness | undefined
  /** Shows a contradiction that was admitted where people look, beside log and metric. Returns at once and never throws. */
  readonly announce?: ((contradiction: Contradiction) => void) | undefined
}

/** When a call came and when its caller gives up, by the clock of `performance.now`. */
export interface CallTimes {
  readonly arrived: number
  readonly deadline: number
}

export interface Answer {
  readonly code: number
  readonly body: string
}

type DecisionLabel = 'allowed' | 'denied' | 'patched' | 'passed' | 'malformed' | 'fault'

/**
 * The bytes of a review to the bytes of its answer: at once, or where a refusal is to be confirmed first, within the caller's patience.
 * When deciding fails the answer is 500 and no review: a refusal would overrule the failurePolicy that the cluster's owner chose.
 * @throws Unusable when the body holds no review with a uid.
 */
export function admit(webhook: Webhook, body: Buffer, parts: AdmissionParts, times: CallTimes): Answer | Promise<Answer> {
  const decoded = decode(body)
  const failed = (error: unknown): Answer => {
    const fault = randomUUID().slice(0, 8)
    const { uid, operation, kind } = decoded.envelope
    parts.metrics.faults.inc([webhook])
    count(webhook, decoded.envelope, 'fault', parts)
    parts.logger.error({ fault, webhook, uid, operation, kind, err: error }, 'deciding a review failed')
    return { code: 500, body: statusBody(500, `portcullis could not decide: fault ${fault}, explained in its log under this id`) }
  }
  try {
    const answer = decide(webhook, decoded, parts, times)
    return answer instanceof Promise ? answer.catch(failed) : answer
  } catch (error) {
    return failed(error)
  }
}

function decide(webhook: Webhook, decoded: Decoded, parts: AdmissionParts, times: CallTimes): Answer | Promise<Answer> {
  const { envelope } = decoded
  if (decoded.outcome === 'pass') return answered(webhook, envelope, 'passed', allowed(envelope), parts)
  if (decoded.outcome === 'malformed') {
    parts.logger[envelope.dryRun ? 'debug' : 'warn']({ webhook, uid: envelope.uid, reason: decoded.message }, 'malformed review')
    return answered(webhook, envelope, 'malformed', badRequest(envelope, decoded.message), parts)
  }
  return webhook === 'validate' ? validate(envelope, decoded.subject, parts, times) : mutate(envelope, decoded.subject, parts)
}

function validate(envelope: Envelope, subject: Subject, parts: AdmissionParts, { arrived, deadline }: CallTimes): Answer | Promise<Answer> {
  const judge = parts.judge()
  const verdict = judge.review(subject)
  const conclude = (final: Verdict) => {
    if (final.allowed) admitted(subject, deadline, parts)
    return conclusion(envelope, subject, final, parts)
  }
  if (verdict.allowed || !parts.witness) return conclude(verdict)
  // Half of the caller's patience: the answer has to get there too.
  const patience = arrived + (deadline - arrived) / 2
  return reconsidered(subject, judge, judge.claims(subject, verdict), parts.witness, patience, conclude)
}

function admitted(subject: Subject, deadline: number, parts: AdmissionParts): void {
  const { witness } = parts
  if (subject.dryRun || !subject.object || !witness) return
  witness.admitted(subject.kind, subject.object as unknown as AnyObject, deadline, checkAgain(subject, witness, parts))
}

const MOST_ROUNDS = 3

/**
 * Asks the witness, and once more where its answer brings up what nobody had asked about. Concludes in the same turn in which it decides: of two
 * that wait for one read, the second has to see that the first was admitted.
 */
async function reconsidered(
  subject: Subject,
  judge: Judge,
  claims: readonly Claim[],
  witness: Witness,
  patience: number,
  conclude: (verdict: Verdict) => Answer,
): Promise<Answer> {
  const asked = new Map(claims.map((claim) => [JSON.stringify(claim), claim]))
  for (let round = 1; ; round++) {
    const { verdict, claims: rests } = judge.reconsider(subject, await witness.testify([...asked.values()], patience))
    const fresh = rests.filter((claim) => !asked.has(JSON.stringify(claim)))
    if (fresh.length === 0 || round === MOST_ROUNDS) return conclude(verdict)
    for (const claim of fresh) asked.set(JSON.stringify(claim), claim)
  }
}

function conclusion(envelope: Envelope, subject: Subject, verdict: Verdict, parts: AdmissionParts): Answer {
  reportFaults('validate', envelope, subject, verdict.faults, parts)
  if (verdict.findings.length === 0 && verdict.allowed) {
    log(parts, envelope, subject, 'allowed', verdict.findings)
    return answered('validate', envelope, 'allowed', allowed(envelope), parts)
  }
  const refusals = verdict.allowed ? [] : verdict.findings.filter((finding) => finding.decision === 'deny')
  const advice = verdict.allowed ? verdict.findings : verdict.findings.filter((finding) => finding.decision !== 'deny')
  const warnings = warn(envelope, advice.map(findingWarning), VALIDATE_BUDGET, parts)
  if (!envelope.dryRun) for (const finding of verdict.findings) parts.metrics.findings.inc([finding.rule, finding.decision])
  const decision = verdict.allowed ? 'allowed' : 'denied'
  log(parts, envelope, subject, decision, verdict.findings)
  const text = verdict.allowed ? allowed(envelope, warnings) : denied(envelope, subject, refusals, warnings)
  return answered('validate', envelope, decision, text, parts)
}

function mutate(envelope: Envelope, subject: Subject, parts: AdmissionParts): Answer {
  if (subject.operation === 'DELETE') return answered('mutate', envelope, 'passed', allowed(envelope), parts)
  const { patch, notes, faults } = parts.judge().mutate(subject)
  reportFaults('mutate', envelope, subject, faults, parts)
  const warnings = warn(envelope, notes.map(noteWarning), MUTATE_BUDGET, parts)
  return answered('mutate', envelope, patch.length > 0 ? 'patched' : 'allowed', patched(envelope, patch, warnings), parts)
}

function reportFaults(webhook: Webhook, { uid }: Envelope, { kind }: Subject, faults: Verdict['faults'], { logger, metrics }: AdmissionParts): void {
  for (const { rule, error } of faults ?? []) {
    metrics.faults.inc([webhook])
    logger.error({ uid, kind, rule, err: error }, 'a rule failed: the others decide')
  }
}

function warn(envelope: Envelope, lines: readonly string[], budget: number, parts: AdmissionParts): readonly string[] {
  if (lines.length === 0) return lines
  const rest = envelope.dryRun ? 'they show when these are resolved' : `they are in its log under review ${oneLine(envelope.uid)}`
  const { texts, leftOut } = fitWarnings(lines, budget, rest)
  if (leftOut.length > 0) parts.logger[envelope.dryRun ? 'debug' : 'info']({ uid: envelope.uid, warnings: leftOut }, 'warnings left out')
  return texts
}

function log(parts: AdmissionParts, envelope: Envelope, subject: Subject, decision: string, findings: readonly DecidedFinding[]): void {
  const level = decision === 'denied' && !envelope.dryRun ? 'info' : 'debug'
  if (!parts.logger.isLevelEnabled(level)) return
  const { kind, namespace, name, operation, dryRun } = subject
  const rules = [...new Set(findings.filter((finding) => decision !== 'denied' || finding.decision === 'deny').map((finding) => finding.rule))]
  parts.logger[level]({ uid: envelope.uid, kind, namespace, name, operation, user: envelope.user, rules, dryRun }, decision)
}

function answered(webhook: Webhook, envelope: Envelope, decision: DecisionLabel, body: string, parts: AdmissionParts): Answer {
  count(webhook, envelope, decision, parts)
  return { code: 200, body }
}

const OPERATION_LABELS: readonly string[] = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT']

/** Labels are words of this program: whoever posts reviews must not be able to make new series. */
function count(webhook: Webhook, envelope: Envelope, decision: DecisionLabel, parts: AdmissionParts): void {
  const operation = OPERATION_LABELS.includes(envelope.operation) ? envelope.operation : 'other'
  const kind = kindIn(envelope.group, envelope.kind)?.kind ?? 'other'
  parts.metrics.requests.inc([webhook, operation, kind, decision, envelope.dryRun ? 'true' : 'false'])
}

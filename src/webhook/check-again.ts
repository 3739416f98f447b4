import { RIVAL_KINDS } from '../engine/confirm.ts'
import type { Judge, Subject } from '../engine/verdict.ts'
import type { AnyObject, UntypedObject } from '../gateway/objects.ts'
import type { Contradiction, Witness } from '../gateway/ports.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'

export interface CheckAgainParts {
  readonly judge: () => Judge
  readonly logger: Logger
  readonly metrics: Metrics
  readonly announce?: ((contradiction: Contradiction) => void) | undefined
}

/**
 * When an admitted object is judged again, in milliseconds after it was seen: soon; once more for a watch that lags; and when the other write
 * has happened or never will, since no webhook after us may take longer than 30 s.
 */
const AFTER = [1000, 4000, 31_000]

/** What to call once an admitted object is seen, so that two writes that two replicas admitted at one time do not stay unsaid. */
export function checkAgain(subject: Subject, witness: Witness, parts: CheckAgainParts): (() => void) | undefined {
  const { kind, namespace, name, object, oldObject, operation, dryRun } = subject
  if (!RIVAL_KINDS.includes(kind) || !object) return undefined
  const told = new Set<string>()
  const check = () => {
    // As it is now: it may have been mended since.
    const current = witness.current(kind, object as unknown as AnyObject)
    if (!current) return
    const { findings } = parts.judge().review({
      operation,
      kind,
      name,
      dryRun,
      object: current as unknown as UntypedObject,
      ...(namespace !== undefined && { namespace }),
      ...(oldObject && { oldObject }),
    })
    for (const { decision, rule, message } of findings) {
      if (decision !== 'deny' || told.has(`${rule} ${message}`)) continue
      told.add(`${rule} ${message}`)
      parts.metrics.contradictions.inc([rule])
      parts.logger.warn({ kind, namespace, name, rule }, `admitted at the same time as what it contradicts: ${message}`)
      parts.announce?.({ kind, object: current, rule, message })
    }
  }
  return () => {
    for (const after of AFTER) setTimeout(check, after).unref()
  }
}

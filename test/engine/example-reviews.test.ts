import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openFolder } from '../../src/documents/folder-cluster.ts'
import type { PresetName } from '../../src/engine/policy.ts'
import { createLogger } from '../../src/telemetry/logger.ts'
import { decode } from '../../src/webhook/review.ts'
import { judgeOf, said } from './judge-of.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const { view } = await openFolder(`${examples}cluster`, { logger: createLogger('silent'), signal: AbortSignal.abort() })
const judge = (preset: PresetName) => judgeOf(view, { preset })

const GRANT = 'missing-reference-grant spec.rules[0].backendRefs[0]'
const CONFLICT = 'listener-conflict spec.listeners[1]'
const DARK = 'warn dependents-lose spec'
const QUERY = 'unsupported-query-params spec.rules[0].matches[0].queryParams'

/** What each preset answers to each example: `allowed` or `denied`, and the findings. */
const ANSWERS: Readonly<Record<string, Readonly<Record<PresetName, readonly string[]>>>> = {
  'conflicting-listeners.json': {
    default: ['denied', `deny ${CONFLICT}`, DARK],
    gitops: ['denied', `deny ${CONFLICT}`, DARK],
    'warn-only': ['allowed', `warn ${CONFLICT}`, DARK],
  },
  'good-route.json': { default: ['allowed'], gitops: ['allowed'], 'warn-only': ['allowed'] },
  'missing-grant.json': {
    default: ['denied', `deny ${GRANT}`],
    gitops: ['allowed', `warn ${GRANT}`],
    'warn-only': ['allowed', `warn ${GRANT}`],
  },
  'unsupported-query-params.json': {
    default: ['denied', `deny ${QUERY}`],
    gitops: ['denied', `deny ${QUERY}`],
    'warn-only': ['allowed', `warn ${QUERY}`],
  },
}

test('every example review has an answer here', () => {
  expect(readdirSync(`${examples}reviews`).sort()).toEqual(Object.keys(ANSWERS))
})

test.each(Object.entries(ANSWERS).flatMap(([file, answers]) => Object.entries(answers).map(([preset, answer]) => [file, preset, answer] as const)))(
  '%s under %s',
  (file, preset, answer) => {
    const decoded = decode(readFileSync(`${examples}reviews/${file}`))
    if (decoded.outcome !== 'judge') throw new Error(`${file} is not judged: ${decoded.outcome}`)
    const verdict = judge(preset as PresetName).review(decoded.subject)
    expect([verdict.allowed ? 'allowed' : 'denied', ...said(verdict)]).toEqual(answer)
    expect(verdict.faults).toBeUndefined()
  },
)

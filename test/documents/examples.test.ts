import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { DEFAULTERS } from '../../src/defaulters/index.ts'
import { type FolderCluster, openFolder } from '../../src/documents/folder-cluster.ts'
import { createJudge } from '../../src/engine/judge.ts'
import type { Subject } from '../../src/engine/verdict.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { RULES } from '../../src/rules/index.ts'
import { createLogger } from '../../src/telemetry/logger.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const signal = AbortSignal.abort()
const folder: FolderCluster = await openFolder(`${examples}cluster`, { logger: createLogger('silent'), signal })
const policyFor = () => ({ preset: 'default' as const, rules: {} })
const judge = createJudge({ view: folder.view, implementations: implementationsFrom([]), rules: RULES, defaulters: DEFAULTERS, policyFor })

test('the example cluster is read without a problem', () => {
  expect(folder.problems()).toEqual([])
  expect(folder.ignored()).toEqual({})
  expect(folder.summary()).toMatchObject({ GatewayClass: 2, Gateway: 2, HTTPRoute: 2, Service: 3, Namespace: 3, ReferenceGrant: 0 })
})

test.each([
  ['missing-grant', ['missing-reference-grant']],
  ['conflicting-listeners', ['listener-conflict'], ['dependents-lose']],
  ['unsupported-query-params', ['unsupported-query-params']],
  ['good-route', []],
])('the example review %s is decided as its name says', (name, rules, warnings: readonly string[] = []) => {
  const { request } = JSON.parse(readFileSync(`${examples}reviews/${name}.json`, 'utf8'))
  const { operation, object, oldObject, namespace } = request
  const subject: Subject = {
    operation,
    kind: request.kind.kind,
    namespace,
    name: request.name,
    object,
    ...(oldObject && { oldObject }),
    dryRun: false,
  }
  const verdict = judge.review(subject)
  const decided = (decision: string) => verdict.findings.filter((finding) => finding.decision === decision).map(({ rule }) => rule)
  expect([decided('deny'), decided('warn')]).toEqual([rules, warnings])
  expect(verdict.allowed).toBe(rules.length === 0)
})

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { DEFAULTERS } from '../../src/defaulters/index.ts'
import { openFolder } from '../../src/documents/folder-cluster.ts'
import { readKeyPair } from '../../src/documents/key-pair.ts'
import { createJudge } from '../../src/engine/judge.ts'
import { applyDefaults } from '../../src/gateway/defaults.ts'
import { kindOf } from '../../src/gateway/kinds.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { RULES } from '../../src/rules/index.ts'
import { createLogger } from '../../src/telemetry/logger.ts'
import { decode } from '../../src/webhook/review.ts'
import { states } from '../prediction/truth.ts'
import { readDocuments } from '../support/read-documents.ts'
import { Folder } from './folder.ts'
import { CHECKOUT, portcullis } from './program.ts'

const tutorials = 'test/data/tutorials'
/** The folders that every door is given, each a cluster of its own; a tutorial is one file. */
const fixtures = [
  'examples/cluster',
  ...readdirSync(join(CHECKOUT, tutorials)).flatMap((name) => (name.endsWith('.yaml') ? [`${tutorials}/${name}`] : [])),
]

interface Answer {
  readonly object: string
  readonly findings: readonly unknown[]
}

const named = (kind: string, namespace: string | undefined, name: string) => `${kind} ${namespace ?? ''}/${name}`

/** What `serve --cluster` answers when each object of its folder is sent to it as the API server would. */
async function answers(folder: string, implementations: readonly string[]): Promise<Answer[]> {
  const logger = createLogger('silent')
  const cluster = await openFolder(folder, { logger, signal: AbortSignal.abort() })
  const policyFor = () => ({ preset: 'default' as const, rules: {} })
  const around = () => ({ now: Date.now(), readKeyPair, exists: cluster.exists })
  const parts = { view: cluster.view, around, implementations: implementationsFrom(implementations), rules: RULES, defaulters: DEFAULTERS, policyFor }
  const judge = createJudge(parts)
  const { documents } = await readDocuments([folder])
  return documents.flatMap(({ object }) => {
    const facts = kindOf(object.apiVersion, object.kind)
    if (!facts?.reviewed) return []
    const version = object.apiVersion.slice(object.apiVersion.indexOf('/') + 1)
    const { name, namespace } = object.metadata
    const request = {
      uid: 'u',
      kind: { group: facts.group, version, kind: object.kind },
      operation: 'CREATE',
      name,
      namespace,
      object: applyDefaults(facts.kind, version, object),
    }
    const review = { apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request }
    const decoded = decode(Buffer.from(JSON.stringify(review)))
    if (decoded.outcome !== 'judge') throw new Error(`${name} is not judged`)
    const { findings } = judge.review(decoded.subject)
    return [
      {
        object: named(object.kind, namespace, name),
        findings: findings.map(({ rule, decision, path, message, hint }) => ({ rule, decision, path, message, hint })),
      },
    ]
  })
}

interface Report {
  readonly file: string
  readonly findings: readonly Record<string, unknown>[]
}

const said = (findings: Report['findings']) =>
  findings.map(({ object, rule, decision, path, message, hint }) => {
    const { kind, namespace, name } = object as { kind: string; namespace?: string; name: string }
    return { object: named(kind, namespace, name), rule, decision, path, message, hint }
  })

const flat = (answered: readonly Answer[]) =>
  answered.flatMap(({ object, findings }) => findings.map((finding) => ({ object, ...(finding as object) })))

test.each(['spec', 'istio', 'kong', 'kuma'])(
  'check --each of the states of %s says what the webhook answers in each',
  async (suite) => {
    const folder = new Folder()
    try {
      const expected = new Map<string, unknown>()
      for (const { id, objects } of states(suite)) {
        const file = folder.put(`s/${id}/state.json`, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }))
        expected.set(file, flat(await answers(dirname(file), [])))
      }
      const { stdout } = await portcullis(['check', '--each', join(folder.path, 's'), '-o', 'json', '--fail-on', 'never'])
      const reports = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Report)
      expect(new Map(reports.map(({ file, findings }) => [file, said(findings)]))).toEqual(expected)
      expect(reports).toHaveLength(250)
    } finally {
      folder.remove()
    }
  },
  60_000,
)

test.each(fixtures)('check of %s says of each object what the webhook answers', async (fixture) => {
  const folder = new Folder()
  try {
    const isFile = fixture.endsWith('.yaml')
    if (isFile) folder.put('a.yaml', readFileSync(join(CHECKOUT, fixture)))
    const cluster = isFile ? folder.path : join(CHECKOUT, fixture)
    for (const implementations of [[], ['kic@2.12', 'istio@1.29'], ['gateway-api@1.7']]) {
      const expected = await answers(cluster, implementations)
      const { stdout, stderr } = await portcullis([
        'check',
        cluster,
        '-o',
        'json',
        ...implementations.flatMap((entry) => ['--implementation', entry]),
      ])
      expect(stderr).toBe('')
      const { findings } = JSON.parse(stdout) as Report
      expect(said(findings)).toEqual(flat(expected))
      expect(expected.length).toBeGreaterThan(1)
    }
  } finally {
    folder.remove()
  }
})

import { dirname, join } from 'node:path'
import { DEFAULTERS } from '../../src/defaulters/index.ts'
import { openFolder } from '../../src/documents/folder-cluster.ts'
import { readKeyPair } from '../../src/documents/key-pair.ts'
import { createJudge } from '../../src/engine/judge.ts'
import { applyDefaults } from '../../src/gateway/defaults.ts'
import { kindOf } from '../../src/gateway/kinds.ts'
import { implementationsFrom } from '../../src/implementations/index.ts'
import type { ObjectStatus } from '../../src/prediction/status.ts'
import { RULES } from '../../src/rules/index.ts'
import { createLogger } from '../../src/telemetry/logger.ts'
import { decode } from '../../src/webhook/review.ts'
import { Folder } from '../cli/folder.ts'
import { portcullis } from '../cli/program.ts'
import { readDocuments } from '../support/read-documents.ts'

/** A finding as every door tells it. */
export interface Told {
  /** `KIND NAME` */
  readonly object: string
  readonly rule: string
  readonly decision: string
  readonly path: string
  readonly message: string
  readonly hint: string
}

/** What the doors say of one small cluster. */
export interface Answers {
  /** The webhook, asked for each object. */
  readonly judged: readonly Told[]
  readonly checked: readonly Told[]
  readonly predicted: readonly ObjectStatus[]
}

/** What the webhook, `check` and `predict` say of clusters written in YAML, by their names, under implementation entries that they share. */
export async function doors(clusters: ReadonlyMap<string, string>, entries: readonly string[]): Promise<ReadonlyMap<string, Answers>> {
  const folder = new Folder()
  try {
    const files = new Map([...clusters].map(([name, text], index) => [folder.put(`s/${index}/cluster.yaml`, text), name]))
    const flags = entries.flatMap((entry) => ['--implementation', entry])
    const input = [join(folder.path, 's'), '--each', '-o', 'json', ...flags]
    const [check, predict] = [await portcullis(['check', ...input, '--fail-on', 'never']), await portcullis(['predict', ...input])]
    if (check.code !== 0 || predict.code !== 0) throw new Error(`${check.stderr}${predict.stderr}`)
    const checked = byFile<{ file: string; findings: readonly Reported[] }>(check.stdout)
    const predicted = byFile<{ file: string; status: readonly ObjectStatus[] }>(predict.stdout)
    const answers = new Map<string, Answers>()
    for (const [file, name] of files) {
      answers.set(name, {
        judged: await judged(dirname(file), entries),
        checked: (checked.get(file)?.findings ?? []).map(({ object, rule, decision, path, message, hint }) => ({
          object: `${object.kind} ${object.name}`,
          ...{ rule, decision, path, message, hint },
        })),
        predicted: predicted.get(file)?.status ?? [],
      })
    }
    return answers
  } finally {
    folder.remove()
  }
}

interface Reported extends Omit<Told, 'object'> {
  readonly object: { readonly kind: string; readonly name: string }
}

function byFile<T extends { readonly file: string }>(stdout: string): Map<string, T> {
  const lines = stdout.trimEnd().split('\n')
  return new Map(lines.map((line) => JSON.parse(line) as T).map((one) => [one.file, one]))
}

async function judged(folder: string, entries: readonly string[]): Promise<Told[]> {
  const cluster = await openFolder(folder, { logger: createLogger('silent'), signal: AbortSignal.abort() })
  const policyFor = () => ({ preset: 'default' as const, rules: {} })
  const around = () => ({ now: Date.now(), readKeyPair, exists: cluster.exists, read: cluster.read })
  const judge = createJudge({
    view: cluster.view,
    around,
    implementations: implementationsFrom(entries),
    rules: RULES,
    defaulters: DEFAULTERS,
    policyFor,
  })
  const { documents } = await readDocuments([folder])
  return documents.flatMap(({ object }) => {
    const facts = kindOf(object.apiVersion, object.kind)
    if (!facts?.reviewed) return []
    const version = object.apiVersion.slice(object.apiVersion.indexOf('/') + 1)
    const { name, namespace } = object.metadata
    const kind = { group: facts.group, version, kind: object.kind }
    const request = { uid: 'u', kind, operation: 'CREATE', name, namespace, object: applyDefaults(facts.kind, version, object) }
    const decoded = decode(Buffer.from(JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request })))
    if (decoded.outcome !== 'judge') throw new Error(`${name} is not judged`)
    return judge
      .review(decoded.subject)
      .findings.map(({ rule, decision, path, message, hint }) => ({ object: `${object.kind} ${name}`, rule, decision, path, message, hint }))
  })
}

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { AnyObject } from '../../src/gateway/objects.ts'
import type { Written } from './atoms.ts'

export interface TruthCondition {
  readonly type: string
  readonly status: string
  readonly reason: string
}

export interface StatusEntry {
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  readonly conditions?: readonly TruthCondition[]
  readonly listeners?: readonly { readonly name: string; readonly conditions: readonly TruthCondition[] }[]
  readonly parents?: readonly { readonly parentRef: { readonly kind: string }; readonly conditions: readonly TruthCondition[] }[]
}

export interface State {
  readonly id: string
  readonly tags: readonly string[]
  readonly objects: readonly AnyObject[]
}

function lines<T>(name: string): T[] {
  const path = fileURLToPath(new URL(`../data/truth/${name}.jsonl.gz`, import.meta.url))
  return gunzipSync(readFileSync(path))
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)
}

/** The cluster states of `STATES.cases.jsonl.gz`. */
export const states = (name: string): State[] => lines<State>(`${name}.cases`)

/** What the controller wrote, by state: `SUITE.status.jsonl.gz`. */
export const statuses = (suite: string): Map<string, readonly StatusEntry[]> =>
  new Map(lines<{ id: string; status: readonly StatusEntry[] }>(`${suite}.status`).map(({ id, status }) => [id, status]))

export interface WebhookVerdict {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly allowed: boolean
  readonly why?: string
  readonly path?: string
}

export interface WebhookLine {
  readonly id: string
  readonly traditional: readonly WebhookVerdict[]
  readonly expressions: readonly WebhookVerdict[]
  readonly kic212: { readonly traditional: readonly WebhookVerdict[] }
}

/** Verdicts of Kong's own admission webhook: `kong.webhook.jsonl.gz`. */
export const webhookVerdicts = (): Map<string, WebhookLine> => new Map(lines<WebhookLine>('kong.webhook').map((line) => [line.id, line]))

export function isOf(object: AnyObject, entry: { kind: string; namespace?: string; name: string }): boolean {
  return object.kind === entry.kind && object.metadata.name === entry.name && object.metadata.namespace === entry.namespace
}

/** What the controller wrote, whole, by state. */
export const written = (suite: string): Map<string, Written> =>
  new Map(lines<Written & { id: string }>(`${suite}.status`).map((line) => [line.id, line]))

/** An entry, or a field of one, that a choice of the controller's own touches. `part` is a listener's name, or `KIND/NAMESPACE/NAME/SECTION/PORT`. */
export interface Mark {
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  readonly part: string
  readonly field: string
  readonly mark: string
}

export const marks = (): Map<string, readonly Mark[]> =>
  new Map(lines<{ id: string; marks: readonly Mark[] }>('spec.marks').map((line) => [line.id, line.marks]))

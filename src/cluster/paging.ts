import { KindTable } from '../gateway/kind-table.ts'
import type { Kind, KindFacts } from '../gateway/kinds.ts'
import { getJson } from './get-json.ts'
import { type Representation, representationOf } from './representation.ts'
import { nextTurn, type Timing } from './timing.ts'
import type { Transport } from './transport.ts'

// Half of what is usual: with its garbage, a page of 500 routes keeps everybody else waiting for 60 to 90 ms.
const PAGE = '250'
/** Of a page, how many are taken in before others have their turn. */
const STEP = 100

/** `/apis/GROUP/VERSION/PLURAL?query`, over all namespaces. */
export function collectionPath(facts: KindFacts, version: string, query: Readonly<Record<string, string>>): string {
  return `${objectPath(facts, version, undefined)}?${new URLSearchParams(query)}`
}

/** Of a watch that goes on from a resourceVersion; it ends after 5 to 10 minutes, so that those of many replicas do not end together. */
export function watchPath(facts: KindFacts, version: string, { query }: Representation, resourceVersion: string, { random }: Timing): string {
  const timeoutSeconds = String(300 + Math.floor(random() * 301))
  return collectionPath(facts, version, { ...query, watch: '1', allowWatchBookmarks: 'true', resourceVersion, timeoutSeconds })
}

/** `/apis/GROUP/VERSION/namespaces/NAMESPACE/PLURAL/NAME`; without a name the collection. */
export function objectPath(facts: KindFacts, version: string, namespace: string | undefined, name?: string): string {
  const root = facts.group === '' ? `/api/${version}` : `/apis/${facts.group}/${version}`
  const scope = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`
  return `${root}${scope}/${facts.plural}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`
}

export interface Listed {
  readonly table: KindTable
  /** Where a watch goes on from. */
  readonly resourceVersion: string
}

/**
 * Lists a kind over all namespaces, page by page, each projected and indexed before the next is asked for, and others have their turn within
 * a page. What `known` holds in the same version is taken from there. Nothing is kept of a list that fails in the middle: an ApiError with
 * status 410 says that it took too long and must be started again.
 */
export async function listAll(
  transport: Transport,
  facts: KindFacts,
  version: string,
  known: KindTable | undefined,
  timing: Timing,
  signal: AbortSignal,
): Promise<Listed> {
  const representation = representationOf(facts)
  const decoder = representation.decoder(version)
  const table = new KindTable(facts.kind as Kind)
  for (let more = ''; ; ) {
    const query = { ...representation.query, limit: PAGE, ...(more && { continue: more }) }
    const body = await getJson(transport, collectionPath(facts, version, query), representation.listAccept, timing, signal)
    // Reading a page takes as long as it may alone.
    await nextTurn()
    const page = decoder.page(body)
    let taken = 0
    for (const object of page.objects) {
      taken += 1
      if (taken % STEP === 0) await nextTurn()
      const { namespace, name, resourceVersion } = object.metadata
      const before = known?.get(namespace, name)
      table.put(before && before.metadata.resourceVersion === resourceVersion && before.apiVersion === object.apiVersion ? before : object)
    }
    if (page.more === '') return { table, resourceVersion: page.resourceVersion }
    more = page.more
  }
}

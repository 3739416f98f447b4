import type { Document, Documents, Problem } from '../../documents/document.ts'
import { type Exists, existsAmong, type Read, readAmong } from '../../documents/existence.ts'
import { type WrongType, wrongTypes } from '../../documents/field-types.ts'
import { CACHED, fillStore, type Held, type Holding, hold, united } from '../../documents/held.ts'
import { applyDefaults } from '../../gateway/defaults.ts'
import { type Kind, kindOf } from '../../gateway/kinds.ts'
import { type ListableView, layered } from '../../gateway/layered.ts'
import { ObjectStore } from '../../gateway/object-store.ts'
import type { AnyObject } from '../../gateway/objects.ts'
import type { ClusterView } from '../../gateway/ports.ts'
import { isCached } from '../../gateway/projection.ts'
import { appliedOver } from './applied.ts'

/** A manifest of a kind that the webhook reviews. */
export interface GivenObject {
  readonly document: Document
  readonly kind: Kind
  /** As the cluster would hold it, with the defaults of its CRD. */
  readonly object: AnyObject
  /** What a live cluster holds of it now. */
  readonly before: AnyObject | undefined
}

/** The cluster that manifests make, alone or laid over a live one. */
export interface GivenCluster {
  readonly files: readonly string[]
  /** All objects, also of kinds that nobody reviews. */
  readonly count: number
  /** In the order in which they are given; not those of which the API server would refuse the shape. */
  readonly reviewed: readonly GivenObject[]
  readonly view: ListableView
  /** Whether an object of a kind that no view holds is there; undefined where only a live cluster could tell. */
  readonly exists: Exists
  readonly read: Read
  readonly problems: readonly Problem[]
}

/** What files hold as a cluster; `base`, where it is given, is the live cluster below. */
export function givenCluster(files: readonly string[], read: readonly Documents[], base: ListableView | undefined): GivenCluster {
  const { held, problems } = united(read.map(hold))
  const store = new ObjectStore()
  for (const kind of CACHED) store.setState(kind, { state: 'listed' })
  const placed = base === undefined ? held : held.map((one) => overLive(one, base))
  // A live cluster has the namespaces that it has.
  fillStore(store, placed, base === undefined)
  const unheld = held.flatMap(({ document, kind }) => (kind ? [] : [document.object]))
  const wrong = placed.map(({ document }) => wrongTypes(document.object))
  return {
    files,
    count: held.length,
    reviewed: placed.flatMap((one, n) => (wrong[n]?.length === 0 ? (reviewed(one, base) ?? []) : [])),
    view: base === undefined ? store : layered(base, store),
    exists: existsAmong(unheld, base !== undefined),
    read: readAmong(unheld),
    problems: [...problems, ...placed.flatMap(({ document }, n) => (wrong[n] ?? []).map((one) => typeProblem(document, one)))],
  }
}

function typeProblem({ file, position }: Document, { field, message }: WrongType): Problem {
  return { file, ...position(field), message }
}

/** Nothing but what could not be read at all. */
export function unreadCluster(problems: Holding['problems']): GivenCluster {
  return givenCluster([], [{ documents: [], problems }], undefined)
}

function overLive(one: Held, base: ClusterView): Held {
  return one.kind && one.object ? { ...one, object: appliedOver(one.object, existing(base, one.kind, one.object)) } : one
}

function existing(base: ClusterView, kind: Kind, { metadata }: AnyObject): AnyObject | undefined {
  const found = base.get(kind, metadata.namespace, metadata.name)
  return found.state === 'found' ? found.object : undefined
}

function reviewed({ document, object }: Held, base: ClusterView | undefined): GivenObject | undefined {
  const { apiVersion, kind } = document.object
  const facts = kindOf(apiVersion, kind)
  if (!facts?.reviewed) return undefined
  if (object) return { document, kind: facts.kind, object, before: base && existing(base, facts.kind, object) }
  // A kind that no view holds is reviewed as it stands.
  if (isCached(facts.kind)) return undefined
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1)
  return { document, kind: facts.kind, object: applyDefaults(facts.kind, version, document.object) as unknown as AnyObject, before: undefined }
}

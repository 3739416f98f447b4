import { deepEqual } from './deep-equal.ts'
import { type Kind, kindFacts } from './kinds.ts'
import type { AnyObject, Metadata, UntypedObject } from './objects.ts'
import { isRecord, records } from './shape.ts'

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** What the cache keeps of an object: the fields that prediction reads. managedFields, the last applied copy and status (save a class's features and acceptance) are dropped. */
export function project(kind: Kind, object: UntypedObject): AnyObject {
  const metadata = projectMetadata(object.metadata)
  const base = { apiVersion: object.apiVersion, kind, metadata }
  if (kind === 'ConfigMap') return base as AnyObject
  if (kind === 'Namespace') return base as AnyObject
  if (kind === 'Service') return { ...base, spec: projectService(object.spec) } as AnyObject
  if (kind === 'GatewayClass') {
    const status = projectClassStatus(object.status)
    return { ...base, spec: object.spec ?? {}, ...(status && { status }) } as unknown as AnyObject
  }
  return { ...base, ...('spec' in object && { spec: object.spec }) } as unknown as AnyObject
}

function projectClassStatus(from: unknown): object | undefined {
  if (!isRecord(from)) return undefined
  const features = Array.isArray(from.supportedFeatures) ? from.supportedFeatures : undefined
  const accepted = records(from.conditions).find(({ type }) => type === 'Accepted')
  if (!features && !accepted) return undefined
  const { status, reason } = accepted ?? {}
  return { ...(features && { supportedFeatures: features }), ...(accepted && { conditions: [{ type: 'Accepted', status, reason }] }) }
}

function projectMetadata(from: Metadata): Metadata {
  const metadata: Metadata = { name: from.name }
  if (from.namespace !== undefined) metadata.namespace = from.namespace
  if (from.uid !== undefined) metadata.uid = from.uid
  if (from.resourceVersion !== undefined) metadata.resourceVersion = from.resourceVersion
  if (from.creationTimestamp !== undefined) metadata.creationTimestamp = from.creationTimestamp
  if (from.deletionTimestamp !== undefined) metadata.deletionTimestamp = from.deletionTimestamp
  if (isRecord(from.labels)) metadata.labels = from.labels
  if (isRecord(from.annotations)) {
    const { [LAST_APPLIED]: _, ...annotations } = from.annotations
    if (Object.keys(annotations).length > 0) metadata.annotations = annotations
  }
  return metadata
}

function projectService(spec: unknown): unknown {
  if (!isRecord(spec)) return {}
  const { type, clusterIP, clusterIPs, ports, externalName, sessionAffinity } = spec
  return {
    ...(type !== undefined && { type }),
    ...(clusterIP !== undefined && { clusterIP }),
    ...(clusterIPs !== undefined && { clusterIPs }),
    ...(ports !== undefined && { ports }),
    ...(externalName !== undefined && { externalName }),
    ...(sessionAffinity === 'ClientIP' && { sessionAffinity }),
  }
}

/** The kinds that a view must hold for prediction, so that reflectors, rights and readiness are derived from one list. */
export function isCached(kind: Kind): boolean {
  return kindFacts(kind).cached !== false
}

/** Whether two projections are of the same object, by its uid, with nothing changed on which a prediction rests. */
export function isAlike(a: AnyObject, b: AnyObject): boolean {
  const [before, after] = [a.metadata, b.metadata]
  return (
    before.uid !== undefined &&
    before.uid === after.uid &&
    before.deletionTimestamp === after.deletionTimestamp &&
    deepEqual(before.labels, after.labels) &&
    deepEqual(before.annotations, after.annotations) &&
    hasSameContent(a, b)
  )
}

/** Whether two projections differ in nothing but their metadata and their version. */
export function hasSameContent(a: AnyObject, b: AnyObject): boolean {
  return deepEqual(contentOf(a), contentOf(b))
}

function contentOf({ apiVersion: _, kind: __, metadata: ___, ...content }: AnyObject): object {
  return content
}

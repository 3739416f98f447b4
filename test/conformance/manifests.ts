import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { clusterObject } from '../../src/documents/cluster-object.ts'
import { parseDocuments } from '../../src/documents/parse.ts'
import { applyDefaults } from '../../src/gateway/defaults.ts'
import { kindOf } from '../../src/gateway/kinds.ts'
import type { AnyObject, UntypedObject } from '../../src/gateway/objects.ts'

/** One document of a manifest file: as the API server would send it for review, and as a view of the cluster would hold it. */
export interface Manifest {
  readonly file: string
  readonly reviewed: UntypedObject
  /** Absent for kinds that prediction never reads. */
  readonly held?: AnyObject
}

/** What the suite calls its class; the controllerName is the caller's. */
export const CLASS_NAME = 'conformance'

const ADDRESSES: Readonly<Record<string, UntypedObject[string]>> = {
  PLACEHOLDER_USABLE_ADDRS: { type: 'IPAddress', value: '192.0.2.10' },
  PLACEHOLDER_UNUSABLE_ADDRS: { type: 'IPAddress', value: '198.51.100.10' },
}

/** The vendored files by path, in the order in which `kubectl apply --recursive` meets them. */
export function vendoredFiles(): Map<string, string> {
  const path = new URL('../data/conformance/manifests.jsonl.gz', import.meta.url)
  const lines = gunzipSync(readFileSync(path)).toString().trim().split('\n')
  return new Map(lines.map((line) => JSON.parse(line) as { file: string; text: string }).map(({ file, text }) => [file, text]))
}

/** The objects of a file as they are written. Throws where it cannot be read. */
export const manifestsOf = (file: string, text: string, created?: string): Manifest[] =>
  objectsIn(file, text).map((object) => manifest(file, object, created))

/** The objects of a file of the suite, as its Applier prepares them (utils/kubernetes/apply.go). */
export const preparedIn = (file: string, text: string, controllerName: string, created?: string): Manifest[] =>
  objectsIn(file, text).map((object) => manifest(file, prepared(object, controllerName), created))

function objectsIn(file: string, text: string): UntypedObject[] {
  const { documents, problems } = parseDocuments(text, file)
  if (problems.length > 0) throw new Error(problems.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'))
  return documents.map(({ object }) => object)
}

/** An object as if it had been in `file`, with the defaults of its CRD and a creationTimestamp. */
export function manifest(file: string, object: UntypedObject, created?: string): Manifest {
  const { apiVersion, kind, metadata } = object
  const stamped = created === undefined ? object : { ...object, metadata: { ...metadata, creationTimestamp: created } }
  const known = kindOf(apiVersion, kind)?.kind
  const converted = clusterObject(stamped)
  if ('problem' in converted) throw new Error(`${file}: ${kind} ${metadata.name}: ${converted.field.join('.')} ${converted.problem}`)
  return {
    file,
    reviewed: known ? applyDefaults(known, apiVersion.slice(apiVersion.indexOf('/') + 1), stamped) : stamped,
    ...('object' in converted && { held: converted.object }),
  }
}

function prepared(object: UntypedObject, controllerName: string): UntypedObject {
  const spec = object.spec as Record<string, unknown> | undefined
  if (object.kind === 'GatewayClass') return { ...object, spec: { ...spec, controllerName } }
  if (object.kind !== 'Gateway') return object
  const addresses = (spec?.addresses as readonly { type?: string; value?: string }[] | undefined)?.flatMap((address) => {
    if (address.type === 'test/fake-invalid-type') return [address]
    const filled = ADDRESSES[address.value ?? '']
    return filled ? [filled] : []
  })
  return { ...object, spec: { ...spec, gatewayClassName: CLASS_NAME, ...(addresses && { addresses }) } }
}

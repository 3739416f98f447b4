import { isUtf8 } from 'node:buffer'
import type { Subject } from '../engine/verdict.ts'
import { kindOf } from '../gateway/kinds.ts'
import type { UntypedObject } from '../gateway/objects.ts'
import { type Fields, isRecord, text } from '../gateway/shape.ts'
import { oneLine } from '../report/line.ts'
import { Unusable } from './status.ts'

// What is answered how. A body without a uid to echo has no valid review for an answer: HTTP 4xx with a Status, and the caller's
// failurePolicy speaks. With a uid, a request that contradicts itself is refused in a review of code 400, as controller-runtime does:
// it is not the object that the API server is about to store. What is none of our business passes: kinds and operations that we do not
// review, subresources, and every DELETE of whatever shape, since a deletion must never hang on us.

export interface Envelope {
  readonly apiVersion: 'admission.k8s.io/v1' | 'admission.k8s.io/v1beta1'
  readonly uid: string
  readonly operation: string
  readonly group: string
  readonly kind: string
  readonly dryRun: boolean
  readonly user: string
}

export type Decoded =
  | { readonly outcome: 'judge'; readonly envelope: Envelope; readonly subject: Subject }
  | { readonly outcome: 'pass'; readonly envelope: Envelope }
  | { readonly outcome: 'malformed'; readonly envelope: Envelope; readonly message: string }

const OPERATIONS: readonly string[] = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT']
const UID_LENGTH = 256

/** @throws Unusable when there is no review with a uid in the body. */
export function decode(body: Buffer): Decoded {
  const review = parse(body)
  if (!isRecord(review) || review.kind !== 'AdmissionReview') throw unusable('the body is no AdmissionReview: its kind must be "AdmissionReview"')
  const apiVersion = review.apiVersion
  if (apiVersion !== 'admission.k8s.io/v1' && apiVersion !== 'admission.k8s.io/v1beta1') {
    throw unusable(`apiVersion ${quote(apiVersion)} is not served here: admission.k8s.io/v1 and admission.k8s.io/v1beta1 are`)
  }
  const request = review.request
  if (!isRecord(request)) throw unusable('the AdmissionReview has no request')
  const uid = text(request.uid) ?? ''
  if (uid === '' || uid.length > UID_LENGTH) throw unusable(`request.uid must be a string of 1 to ${UID_LENGTH} characters`)

  const gvk = isRecord(request.kind) ? request.kind : undefined
  const envelope: Envelope = {
    apiVersion,
    uid,
    operation: text(request.operation) ?? '',
    group: text(gvk?.group) ?? '',
    kind: text(gvk?.kind) ?? '',
    dryRun: request.dryRun === true,
    user: (isRecord(request.userInfo) && text(request.userInfo.username)) || '',
  }
  const malformed = (message: string): Decoded => ({ outcome: 'malformed', envelope, message })
  if (!OPERATIONS.includes(envelope.operation)) {
    return malformed(`request.operation is ${quote(request.operation)}; it must be one of ${OPERATIONS.join(', ')}`)
  }
  if (envelope.operation === 'CONNECT' || (request.subResource ?? '') !== '') return { outcome: 'pass', envelope }
  if (envelope.kind === '') {
    return envelope.operation === 'DELETE' ? { outcome: 'pass', envelope } : malformed('request.kind must be an object with group, version and kind')
  }
  return reviewed(envelope, request, text(gvk?.version) ?? '')
}

function reviewed(envelope: Envelope, request: Fields, version: string): Decoded {
  const gv = envelope.group === '' ? version : `${envelope.group}/${version}`
  const facts = kindOf(`${envelope.group}/${version}`, envelope.kind)
  if (!facts?.reviewed) return { outcome: 'pass', envelope }
  const { operation } = envelope
  const needed = operation === 'DELETE' ? ['oldObject'] : operation === 'UPDATE' ? ['object', 'oldObject'] : ['object']
  for (const field of needed) {
    // The type named in the request and the type of the object can be made to disagree: rules are chosen by one and read the other.
    const wrong = mismatch(field, request[field], gv, envelope.kind, request)
    if (wrong !== undefined) return operation === 'DELETE' ? { outcome: 'pass', envelope } : { outcome: 'malformed', envelope, message: wrong }
  }
  const metadata = ((operation === 'DELETE' ? request.oldObject : request.object) as UntypedObject).metadata
  const namespace = facts.namespaced ? text(request.namespace) || text(metadata.namespace) : undefined
  const object = operation === 'DELETE' ? undefined : placed(request.object as UntypedObject, namespace)
  const oldObject = operation === 'CREATE' ? undefined : placed(request.oldObject as UntypedObject, namespace)
  const subject: Subject = {
    operation: operation as Subject['operation'],
    kind: facts.kind,
    ...(namespace ? { namespace } : {}),
    // Empty with generateName: the name is made after admission.
    name: text(request.name) || text(metadata.name) || '',
    ...(object ? { object } : {}),
    ...(oldObject ? { oldObject } : {}),
    dryRun: envelope.dryRun,
  }
  return { outcome: 'judge', envelope, subject }
}

/** The API server says the namespace in the object too; others may say it only beside it. */
function placed(object: UntypedObject, namespace: string | undefined): UntypedObject {
  return namespace === undefined || text(object.metadata.namespace) ? object : { ...object, metadata: { ...object.metadata, namespace } }
}

function mismatch(field: string, object: unknown, gv: string, kind: string, request: Fields): string | undefined {
  if (!isRecord(object)) return `request.${field} is missing: a ${text(request.operation)} of a ${kind} comes with it`
  if (object.apiVersion !== gv || object.kind !== kind) {
    return `request.${field} is a ${quote(object.kind)} of ${quote(object.apiVersion)}, but request.kind says ${quote(kind)} of ${quote(gv)}`
  }
  const metadata = object.metadata
  if (!isRecord(metadata)) return `request.${field}.metadata must be an object`
  for (const name of ['name', 'namespace'] as const) {
    const [said, own] = [text(request[name]) ?? '', text(metadata[name]) ?? '']
    if (said !== '' && own !== '' && said !== own)
      return `request.${field}.metadata.${name} is ${quote(own)}, but request.${name} says ${quote(said)}`
  }
  return undefined
}

function parse(body: Buffer): unknown {
  if (body.length === 0) throw new Unusable(400, 'empty', 'the body is empty: an AdmissionReview was expected')
  if (!isUtf8(body)) throw unusable('the body is not valid UTF-8')
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    // The parser's own message quotes the body.
    throw unusable('the body is not valid JSON: an AdmissionReview was expected')
  }
}

function unusable(message: string): Unusable {
  return new Unusable(400, 'malformed', message)
}

function quote(value: unknown): string {
  if (typeof value !== 'string') return value === undefined ? 'missing' : `not a string (${value === null ? 'null' : typeof value})`
  return JSON.stringify(oneLine(value.length > 80 ? `${value.slice(0, 80)}…` : value))
}

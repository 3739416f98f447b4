import type { PatchOperation, Subject, Verdict } from '../engine/verdict.ts'
import { findingLine, sentence } from '../report/line.ts'
import type { Envelope } from './review.ts'

// Written as text around small parts: nothing of the reviewed object is ever serialised again.

const heads = {
  'admission.k8s.io/v1': '{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","response":{"uid":',
  'admission.k8s.io/v1beta1': '{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1beta1","response":{"uid":',
} as const

function answer(envelope: Envelope, rest: string, warnings: readonly string[]): string {
  const said = warnings.length === 0 ? '' : `,"warnings":${JSON.stringify(warnings)}`
  return `${heads[envelope.apiVersion]}${JSON.stringify(envelope.uid)},${rest}${said}}}`
}

export function allowed(envelope: Envelope, warnings: readonly string[] = []): string {
  return answer(envelope, '"allowed":true', warnings)
}

/** An empty patch is no patch: the API server refuses a patchType without one. */
export function patched(envelope: Envelope, patch: readonly PatchOperation[], warnings: readonly string[]): string {
  if (patch.length === 0 || envelope.operation === 'DELETE') return allowed(envelope, warnings)
  const base64 = Buffer.from(JSON.stringify(patch)).toString('base64')
  return answer(envelope, `"allowed":true,"patchType":"JSONPatch","patch":"${base64}"`, warnings)
}

/** Forbidden and not Invalid: for Invalid kubectl prints the causes and drops the name of the webhook that refuses. */
export function denied(envelope: Envelope, subject: Subject, refusals: Verdict['findings'], warnings: readonly string[]): string {
  const causes = refusals.map((finding) => ({ reason: finding.rule, message: sentence(finding), field: finding.path }))
  const status = {
    status: 'Failure',
    message: refusals.map(findingLine).join('\n'),
    reason: 'Forbidden',
    details: { ...(subject.name === '' ? {} : { name: subject.name }), group: envelope.group, kind: envelope.kind, causes },
    code: 403,
  }
  return answer(envelope, `"allowed":false,"status":${JSON.stringify(status)}`, warnings)
}

/** For a review that contradicts itself. */
export function badRequest(envelope: Envelope, message: string): string {
  const status = { status: 'Failure', message, reason: 'BadRequest', code: 400 }
  return answer(envelope, `"allowed":false,"status":${JSON.stringify(status)}`, [])
}

import type { CredentialFact } from '../prediction/owner-facts.ts'
import type { Prediction } from '../prediction/prediction.ts'
import type { RestsOn } from './finding.ts'
import type { Said } from './rule.ts'
import { listenerName, listenersOf, listenerWords } from './words.ts'

/** The certificates and CA certificates of a Gateway or ListenerSet that are named for one of these uses. */
export function credentialsFor(prediction: Prediction, ...roles: readonly CredentialFact['reference']['role'][]): readonly CredentialFact[] {
  return 'credentials' in prediction ? prediction.credentials.filter(({ reference }) => roles.includes(reference.role)) : []
}

/** For whom it is: `listener "web" (HTTPS, port 443)`. */
export function userWords({ object }: Extract<Prediction, { readonly credentials: unknown }>, { listener, reference }: CredentialFact): string {
  if (listener !== undefined) return `listener ${listenerWords(listenersOf(object).get(listener))}`
  return reference.role === 'client certificate' ? 'connections to backends' : 'the validation of clients'
}

/** `Secret "cert"`, with its namespace where it is another one. */
export function targetWords({ reference: { from, to } }: CredentialFact): string {
  const group = to.group === '' || to.kind === 'ClusterTrustBundle' ? '' : ` of group ${to.group}`
  const where = to.namespace === '' || to.namespace === from.namespace ? '' : ` in namespace "${to.namespace}"`
  return `${to.kind} "${to.name}"${group}${where}`
}

/** Where it is named, and what its controller would write. */
export function placed(
  prediction: Extract<Prediction, { readonly credentials: unknown }>,
  fact: CredentialFact,
): Pick<Said, 'path' | 'key' | 'condition'> {
  const { role, path, to } = fact.reference
  const { condition } = fact.written
  const of = fact.listener === undefined ? role : listenerName(listenersOf(prediction.object).get(fact.listener))
  return { path, key: `${of} ${to.group}/${to.kind} ${to.namespace}/${to.name}`, ...(condition && { condition }) }
}

/** The Secret or ConfigMap, as it was found. */
export function restsOnTarget({ reference: { to } }: CredentialFact, state: RestsOn['state']): readonly RestsOn[] {
  return to.kind === 'Secret' || to.kind === 'ConfigMap' ? [{ kind: to.kind, namespace: to.namespace, name: to.name, state }] : []
}

import { kindIn } from '../gateway/kinds.ts'
import type { Condition } from '../prediction/condition.ts'
import type { Prediction } from '../prediction/prediction.ts'
import type { BackendTrouble, BackendUse, FilterTrouble, PolicyName, RuleFacts, ServicePort, UnusableValue } from '../prediction/rule-facts.ts'
import type { RestsOn } from './finding.ts'
import type { Said } from './rule.ts'
import { enumerate, excerpt } from './words.ts'

/** What a rule says of a trouble; its place and condition are known. */
type Wording = Omit<Said, 'path' | 'key' | 'condition'>

/** The backends of a route or a policy with a trouble of one kind, each in words of its own. */
export function backendsWith<K extends BackendTrouble['is']>(
  prediction: Prediction,
  is: K,
  say: (trouble: Extract<BackendTrouble, { readonly is: K }>, use: BackendUse) => Wording,
): Said[] {
  const isMine = (trouble: BackendTrouble): trouble is Extract<BackendTrouble, { readonly is: K }> => trouble.is === is
  const said = (backends: readonly BackendUse[]) =>
    backends.flatMap((use) =>
      use.troubles.length === 0
        ? []
        : use.troubles.filter(isMine).map((trouble) => placed(say(trouble, use), trouble, use.reference.path, keyOf(use))),
    )
  return prediction.kind === 'Policy' ? said(prediction.backends) : ofRules(prediction, ({ backends }) => said(backends))
}

/** The filters of a route with a trouble of one kind. */
export function filtersWith<K extends FilterTrouble['is']>(
  prediction: Prediction,
  is: readonly K[],
  say: (trouble: Extract<FilterTrouble, { readonly is: K }>) => Wording,
): Said[] {
  return ofRules(prediction, ({ filters }) =>
    filters
      .filter((trouble): trouble is Extract<FilterTrouble, { readonly is: K }> => (is as readonly string[]).includes(trouble.is))
      .map((trouble) => placed(say(trouble), trouble, trouble.path, trouble.key)),
  )
}

/** The values of a route that cannot be used, of some kinds. */
export function valuesWith(prediction: Prediction, is: readonly UnusableValue['is'][], say: (value: UnusableValue) => Wording): Said[] {
  return ofRules(prediction, ({ values }) =>
    values.filter((value) => is.includes(value.is)).map((value) => placed(say(value), value, value.path, value.key)),
  )
}

function ofRules(prediction: Prediction, say: (rules: RuleFacts) => Said[]): Said[] {
  if (prediction.kind !== 'Route') return []
  const said = say(prediction.rules)
  // What no controller known here reads, none of them refuses.
  return prediction.rules.isRead ? said : said.map((one) => ({ ...one, atMost: 'warn' }))
}

function placed(said: Wording, { condition }: { readonly condition?: Condition }, path: string, key: string): Said {
  return { ...said, path, key, message: `${said.message}${told(condition)}`, ...(condition && { condition }) }
}

function keyOf({ role, port, reference: { to } }: BackendUse): string {
  return `${role} ${to.group}/${to.kind} ${to.namespace}/${to.name}:${port ?? ''}`
}

/** ` (ResolvedRefs=False/BackendNotFound)`, or nothing. */
function told(condition: Condition | undefined): string {
  return condition ? ` (${condition.type}=${condition.status}/${condition.reason})` : ''
}

/** `Service "shop"`, with the namespace where it is another one. */
export function targetWords({ reference: { to, from } }: BackendUse): string {
  const elsewhere = to.namespace === from.namespace ? '' : ` of namespace "${excerpt(to.namespace)}"`
  return `${excerpt(to.kind)} "${excerpt(to.name)}"${elsewhere}`
}

const ROLES = { backend: 'backend', mirror: 'mirror', 'external auth': 'authorization', 'tracing backend': 'tracing backend' } as const

/** `backend`, `mirror`, `authorization` or `tracing backend`, before the kind of what it is. */
export function roleWords({ role }: BackendUse): string {
  return ROLES[role]
}

/** Where an accepted route does not tell. */
export function silence({ isSilent }: { readonly isSilent: boolean }): string {
  return isSilent ? ', and no status would say so' : ''
}

/** What is lost without the backend. */
export function lossWords({ role, share }: BackendUse): string {
  if (role === 'mirror') return 'nothing is mirrored'
  if (role === 'external auth') return 'no request is authorized'
  if (role === 'tracing backend') return 'no span is exported'
  if (!share || share.of === 0) return 'no backend of its rule has any weight'
  if (share.weight === 0) return 'its weight is 0, so no request is lost'
  return share.weight === share.of ? 'every request of its rule fails' : `${share.weight} of ${share.of} requests of its rule fail`
}

/** `80 and 53 (UDP)`. */
export function portsWords(ports: readonly ServicePort[]): string {
  return enumerate(ports.map(({ port, protocol }) => (protocol === 'TCP' ? `${port}` : `${port} (${protocol})`)))
}

/** The Service of a backend, as something that a finding rests on. */
export function serviceAt({ reference: { to } }: BackendUse, state: RestsOn['state']): RestsOn {
  return { kind: 'Service', namespace: to.namespace, name: to.name, state }
}

/** That an object is not there. Only of kinds that are known here can a live read tell. */
export function absentAt(group: string, kind: string, namespace: string | undefined, name: string): RestsOn[] {
  const known = kindIn(group, kind)
  return known ? [{ kind: known.kind, ...(namespace !== undefined && { namespace }), name, state: 'absent' }] : []
}

/** The policy that gives a backend its sessions. */
export function trafficPolicyAt(policy: PolicyName | undefined): RestsOn[] {
  return policy ? [{ kind: 'XBackendTrafficPolicy', ...policy, state: 'found' }] : []
}

import type { GrantState } from '../../gateway/grants.ts'
import type { Reference } from '../../gateway/references.ts'
import type { BackendCheck } from '../../gateway/route-choices.ts'
import { type Fields, text } from '../../gateway/shape.ts'
import type { Look, Tell } from '../../gateway/status-steps.ts'
import type { CaFact, CaFault } from './ca-facts.ts'
import type { CertificateFact } from './certificates.ts'
import type { Existence } from './context.ts'

type Found = Pick<Look, 'asked' | 'found' | 'ok'>

/** What of a backend is worth a word. */
interface BackendLooks {
  readonly reference: Reference
  readonly kind: string
  readonly grant: GrantState
  readonly existence: Existence
  readonly port: string
  readonly policy?: { readonly metadata: { readonly name: string } }
  readonly policyFault?: string
}

/** Who hears of the checks of one backend. */
export interface BackendListener {
  readonly tell: Tell
  readonly on: readonly string[]
  readonly subject: string
}

/** `Service shop/web:80` */
export function referenceTitle({ kind, namespace, name }: Reference['to'], port?: unknown): string {
  return `${kind} ${namespace}/${name}${typeof port === 'number' ? `:${port}` : ''}`
}

// What is only worth a word where it is wrong.
const QUIET: readonly BackendCheck[] = ['filters', 'dotted name', 'port given', 'disabled kind', 'external name', 'policy', 'filter values']

const FOUND: Readonly<Partial<Record<BackendCheck, (fact: BackendLooks) => Found>>> = {
  kind: ({ reference: { to }, kind }) => ({ asked: `${to.group}/${to.kind}`, ok: kind !== 'unsupported' }),
  grant: ({ grant, reference: { to } }) => grantLook(grant, to.namespace),
  existence: ({ existence }) => existenceLook(existence),
  port: ({ port, reference: { from } }) => ({
    asked: from.kind === 'UDPRoute' ? 'UDP' : 'TCP',
    ok: port === 'unknown' ? undefined : port === 'found',
  }),
  policy: ({ policy, policyFault }) => ({ ...(policy && { asked: policy.metadata.name }), ...(policyFault && { found: policyFault }), ok: false }),
}

export function tellBackendCheck({ tell, on, subject }: BackendListener, check: BackendCheck, fact: BackendLooks, fails: boolean): void {
  if (!fails && QUIET.includes(check)) return
  const found = FOUND[check]?.(fact) ?? { ok: !fails }
  tell({ on, subject, check, ...found, ok: fails ? false : found.ok === false ? true : found.ok })
}

export function existenceLook(existence: Existence): Pick<Look, 'ok'> {
  return { ok: existence === 'unknown' ? undefined : existence === 'found' }
}

function grantLook(grant: GrantState, namespace: string): Found {
  return { asked: namespace, found: grant, ok: grant === 'unknown' ? undefined : grant !== 'missing' }
}

type CertificateCheck = 'grant' | 'kind' | 'existence' | 'PEM'

interface Certificate {
  readonly path: string
  readonly ref: Fields
  readonly fact: CertificateFact
  /** Of the object that names it. */
  readonly namespace: string
  readonly on: readonly string[]
  /** What is looked at; left out, all of it, and what the Secret holds. */
  readonly checks?: readonly CertificateCheck[]
}

/** Tells what is the case with a certificate; of one that a grant is missing for, nothing more. */
export function certificateSteps(tell: Tell | undefined, { path, ref, fact, namespace, on, checks }: Certificate): void {
  if (!tell) return
  const [group, kind] = [text(ref.group) ?? '', text(ref.kind) ?? 'Secret']
  const to = { group, kind, namespace: text(ref.namespace) ?? namespace, name: text(ref.name) ?? '' }
  const base = { on, subject: `${path}: ${referenceTitle(to)}` }
  const isLooked = (check: CertificateCheck) => checks?.includes(check) ?? true
  if (isLooked('kind')) tell({ ...base, check: 'kind', asked: `${group}/${kind}`, ok: fact.kind === 'supported' })
  if (fact.kind === 'unsupported') return
  if (isLooked('grant')) tell({ ...base, check: 'grant', ...grantLook(fact.grant, to.namespace) })
  if (fact.grant === 'missing') return
  if (isLooked('existence')) tell({ ...base, check: 'existence', ...existenceLook(fact.existence) })
  if (fact.existence !== 'found') return
  if (!checks) tell({ ...base, check: 'content', found: fact.secret, ok: fact.secret === 'unknown' ? undefined : fact.secret === 'good' })
  else if (isLooked('PEM')) {
    const isPem = fact.isPem ?? fact.secret !== 'lacks a key'
    tell({ ...base, check: 'content', found: isPem ? 'good' : 'lacks a key', ok: isPem })
  }
}

/** How many of a listener's certificates can be served, of which some cannot. */
export function certificatesLook(facts: readonly CertificateFact[], usable: number): Look {
  const isFine = ({ kind, grant, existence, secret }: CertificateFact) =>
    kind === 'supported' && grant !== 'missing' && existence !== 'absent' && (secret === 'good' || secret === 'unknown')
  const found = `${usable} of ${facts.length}`
  const isDouble = usable < facts.filter(isFine).length
  const base = { on: ['ResolvedRefs', 'Programmed', 'Accepted'], subject: '', check: 'served', ok: false } as const
  return { ...base, asked: isDouble ? 'certificates, for some are for the names of another' : 'certificates', found }
}

interface CaList {
  readonly path: string
  readonly refs: readonly Fields[]
  /** One for each of `refs`. */
  readonly facts: readonly CaFact[]
  readonly fault: CaFault | undefined
  readonly on: readonly string[]
}

/** Tells what is the case with a list of CA certificates, and with the list as a whole. */
export function caSteps(tell: Tell | undefined, { path, refs, facts, fault, on }: CaList): void {
  if (!tell) return
  // Beside others that are good, a bad one bears on nothing.
  const say = (look: Look) => tell(look.ok === false && !fault ? { ...look, on: [] } : look)
  refs.forEach((ref, index) => {
    const fact = facts[index] as CaFact
    const [group, kind] = [text(ref.group) ?? '', text(ref.kind) ?? 'ConfigMap']
    const base = {
      on,
      subject: `${path}[${index}]: ${kind} ${text(ref.namespace) === undefined ? '' : `${text(ref.namespace)}/`}${text(ref.name) ?? ''}`,
    }
    say({ ...base, check: 'kind', asked: `${group}/${kind}`, ok: fact.kind === 'supported' })
    if (fact.grant !== 'not needed') say({ ...base, check: 'grant', ...grantLook(fact.grant, text(ref.namespace) ?? '') })
    if (fact.kind === 'unsupported' || fact.grant === 'missing') return
    say({ ...base, check: 'existence', ...existenceLook(fact.existence) })
    if (fact.existence !== 'found') return
    say({ ...base, check: 'content', found: fact.content, ok: fact.content === 'unknown' ? undefined : fact.content === 'good' })
  })
  tell({ on, subject: path, check: 'CA', ...(fault && { found: fault }), ok: fault === undefined })
}

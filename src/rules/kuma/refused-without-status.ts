import type { GatewayOwnCheck, RouteOwnCheck } from '../../gateway/own-checks.ts'
import type { LimitFact } from '../../prediction/limits/fact.ts'
import type { FindingClass } from '../finding.ts'
import { kumaRoute, TO_EDGE } from '../kuma-examples.ts'
import { becauseWords, told } from '../limits.ts'
import type { Rule } from '../rule.ts'
import { excerpt, listenersOf, listenerWords } from '../words.ts'

const example = (remove: string) =>
  kumaRoute(`${TO_EDGE}  rules:
    - filters: [{ type: RequestHeaderModifier, requestHeaderModifier: { set: [{ name: x-env, value: a }], remove: [${remove}] } }]
      backendRefs: [{ name: beta, port: 80 }]`)

/** Gateways and routes of which the controller makes something that it refuses itself. */
export const refusedWithoutStatus: Rule = {
  id: 'refused-without-status',
  class: 'intrinsic',
  kinds: ['Gateway', 'HTTPRoute'],
  about: 'limits',
  docs: () => ({
    summary: 'One part of a Gateway or a route keeps its controller from writing any status for it.',
    why: 'Kuma makes a MeshGateway of a Gateway and a MeshHTTPRoute of a route, which its own webhook then judges by rules of its own; it also stops at a Secret or a selector that it cannot read. The whole object is given up then: no status, and what was served before stays as it was. Only the log of the control plane knows.',
    fix: 'Mend the part that the finding names.',
    source: 'istio-kuma.md B4 and B7; measured-kong-kuma.md (meshgateway_validator.go, validation.go of MeshHTTPRoute, secret_convertion.go)',
    implementations: ['kuma@2.14'],
    besides: ['repeated-header-action'],
    bad: example('x-env'),
    good: example('x-debug'),
  }),
  check(prediction) {
    const listeners = listenersOf(prediction.object)
    return told(prediction, 'own check', (fact) => {
      const { implementation, check, listener, parent } = fact
      const found = CLASSES[check]
      const what = prediction.object.kind === 'Gateway' ? 'Gateway' : 'route'
      return {
        ...found,
        whole: found === undefined,
        message: `${WORDS[check](fact, listener === undefined ? '' : listenerWords(listeners.get(listener)))}: ${implementation.title} gives the whole ${what} up, and no status says so`,
        hint: HINTS[check],
        ...(parent && { restsOn: [{ kind: 'Gateway', ...parent, state: 'found' } as const] }),
      }
    })
  },
}

type Check = GatewayOwnCheck | RouteOwnCheck
type Fact = Extract<LimitFact, { readonly limit: 'own check' }>

/** What something else can make right or another rule refuses, what the specification allows, and what comes to light once a conflict is gone. */
const CLASSES: Partial<Record<Check, { readonly class: FindingClass; readonly atMost: 'warn' }>> = {
  'certificate named': { class: 'partial', atMost: 'warn' },
  'two certificates at most': { class: 'partial', atMost: 'warn' },
  'backend or redirect': { class: 'partial', atMost: 'warn' },
  'secret in reach': { class: 'partial', atMost: 'warn' },
  'secret of one mesh': { class: 'loser', atMost: 'warn' },
  'selector readable': { class: 'partial', atMost: 'warn' },
  'mirror permitted': { class: 'partial', atMost: 'warn' },
}

const WORDS: Readonly<Record<Check, (fact: Fact, listener: string) => string>> = {
  'class accepted': () => 'the class is refused',
  'certificate named': (_, listener) => `listener ${listener} terminates TLS and names no certificate`,
  'two certificates at most': (_, listener) => `listener ${listener} names more than two certificates`,
  'secret in reach': ({ because }, listener) =>
    `listener ${listener} has its certificate outside the namespace of the control plane, where${becauseWords(because)} no Secret is read`,
  'secret of one mesh': (_, listener) =>
    `listener ${listener} has a certificate that an older Gateway of another mesh has as well, and there is one copy for all meshes`,
  'selector readable': ({ parent }) => `Gateway "${excerpt(parent?.name ?? '')}" chooses namespaces by a selector that cannot be read`,
  'header changed once': () => 'the filter changes one header more than once',
  'hostname no address': () => 'the filter sets an IP address as hostname',
  'mirror permitted': () => 'the rule mirrors to another namespace without a ReferenceGrant',
  'backend or redirect': () => 'the rule has neither a backend nor a redirect',
  'name fits': () => 'the names are too long',
}

const HINTS: Readonly<Record<Check, string>> = {
  'class accepted': 'mend the class',
  'certificate named': 'name a certificate in tls.certificateRefs, or remove the listener',
  'two certificates at most': 'name two at most, or make a listener with a hostname of its own for the others',
  'secret in reach':
    'put the Secret into the namespace of the control plane (with a ReferenceGrant), or run it with controlPlane.supportGatewaySecretsInAllNamespaces=true',
  'secret of one mesh': 'give this Gateway a Secret with a name of its own',
  'selector readable': 'mend the selector of the Gateway',
  'header changed once': 'keep one of set, add and remove for each header',
  'hostname no address': 'write a hostname',
  'mirror permitted': 'create the ReferenceGrant, or mirror to a Service of the same namespace',
  'backend or redirect': 'name a backend, or answer by a RequestRedirect',
  'name fits': 'give the route a shorter name',
}

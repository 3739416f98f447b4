import type { Refused } from './refused.ts'

type Row = readonly [file: string, object: string, rule: string, path: string, condition: string, unreadBy?: readonly string[]]

const NO_LISTENER_SETS = ['kuma', 'kic', 'kong-operator']
// Kong Ingress Controller without its alpha gate writes no status for these, and Kuma reads none of them.
const HTTP_ONLY = ['kuma', 'kic', 'kong-operator']
const NO_STATUS = ['kong-operator']

/** By file under tests/: objects that the Go code beside it asserts to be refused by what is there. Who has no predicted status says nothing. */
const ROWS: readonly Row[] = [
  [
    'gateway-with-attached-routes',
    'HTTPRoute gateway-conformance-infra/http-route-not-accepted',
    'no-matching-hostname',
    'spec.parentRefs[0]',
    'Accepted=False/NoMatchingListenerHostname',
    NO_STATUS,
  ],
  [
    'httproute-disallowed-kind',
    'HTTPRoute gateway-conformance-infra/disallowed-kind',
    'route-kind-not-allowed',
    'spec.parentRefs[0]',
    'Accepted=False/NotAllowedByListeners',
    // Kuma accepts a route whatever kinds a listener names.
    [...NO_STATUS, 'kuma'],
  ],
  [
    'httproute-hostname-intersection',
    'HTTPRoute gateway-conformance-infra/no-intersecting-hosts',
    'no-matching-hostname',
    'spec.parentRefs[0]',
    'Accepted=False/NoMatchingListenerHostname',
    NO_STATUS,
  ],
  [
    'httproute-invalid-cross-namespace-parent-ref',
    'HTTPRoute gateway-conformance-web-backend/invalid-cross-namespace-parent-ref',
    'namespace-not-allowed',
    'spec.parentRefs[0]',
    'Accepted=False/NotAllowedByListeners',
    NO_STATUS,
  ],
  [
    'httproute-invalid-parentref-not-matching-listener-port',
    'HTTPRoute gateway-conformance-infra/httproute-listener-not-matching-route-port',
    'no-matching-section',
    'spec.parentRefs[0].port',
    'Accepted=False/NoMatchingParent',
    NO_STATUS,
  ],
  [
    'httproute-invalid-parentref-not-matching-section-name',
    'HTTPRoute gateway-conformance-infra/httproute-listener-not-matching-section-name',
    'no-matching-section',
    'spec.parentRefs[0].sectionName',
    'Accepted=False/NoMatchingParent',
    NO_STATUS,
  ],
  [
    'httproute-invalid-parentref-section-name-not-matching-port',
    'HTTPRoute gateway-conformance-infra/httproute-listener-section-name-not-matching-port',
    'no-matching-section',
    'spec.parentRefs[0].port',
    'Accepted=False/NoMatchingParent',
    NO_STATUS,
  ],
  [
    'listenerset-allowed-namespace-none',
    'ListenerSet gateway-conformance-infra/listenerset-not-allowed',
    'listener-set-not-allowed',
    'spec.parentRef',
    'Accepted=False/NotAllowed',
    NO_LISTENER_SETS,
  ],
  [
    'listenerset-allowed-namespace-same',
    'ListenerSet gateway-api-listenerset-not-allowed-ns/listenerset-in-different-namespace',
    'listener-set-not-allowed',
    'spec.parentRef',
    'Accepted=False/NotAllowed',
    NO_LISTENER_SETS,
  ],
  [
    'listenerset-allowed-namespace-selector',
    'ListenerSet gateway-api-listenerset-selector-not-allowed-ns/listenerset-not-in-selected-namespace',
    'listener-set-not-allowed',
    'spec.parentRef',
    'Accepted=False/NotAllowed',
    NO_LISTENER_SETS,
  ],
  [
    'listenerset-allowed-routes-namespaces',
    'HTTPRoute gateway-conformance-infra/route-in-gateway-namespace',
    'namespace-not-allowed',
    'spec.parentRefs[0]',
    'Accepted=False/NotAllowedByListeners',
    NO_LISTENER_SETS,
  ],
  [
    'listenerset-default-not-allowed',
    'ListenerSet gateway-conformance-infra/listenerset-default-not-allowed',
    'listener-set-not-allowed',
    'spec.parentRef',
    'Accepted=False/NotAllowed',
    NO_LISTENER_SETS,
  ],
  [
    'listenerset-dual-parentref-independence',
    'HTTPRoute gateway-conformance-infra/route-dual-parentref-one',
    'no-matching-section',
    'spec.parentRefs[0].sectionName',
    'Accepted=False/NoMatchingParent',
    // Only Kuma writes this and does not read the ListenerSet that takes the route.
    ['gateway-api', 'envoy-gateway', 'istio', 'kic', 'kong-operator'],
  ],
  [
    'listenerset-gateway-parent-section-name-not-found',
    'HTTPRoute gateway-conformance-infra/route-via-gateway',
    'no-matching-section',
    'spec.parentRefs[0].sectionName',
    'Accepted=False/NoMatchingParent',
    NO_STATUS,
  ],
  [
    'tcproute-invalid-non-tcp-listener',
    'TCPRoute gateway-conformance-infra/tcp-route',
    'route-kind-not-allowed',
    'spec.parentRefs[0]',
    'Accepted=False/NotAllowedByListeners',
    HTTP_ONLY,
  ],
  [
    'tlsroute-invalid-no-matching-listener-hostname',
    'TLSRoute gateway-conformance-infra/tlsroute-hostname-mismatch-1',
    'no-matching-hostname',
    'spec.parentRefs[0]',
    'Accepted=False/NoMatchingListenerHostname',
    HTTP_ONLY,
  ],
  [
    'tlsroute-invalid-no-matching-listener-hostname',
    'TLSRoute gateway-conformance-infra/tlsroute-hostname-mismatch-2',
    'no-matching-hostname',
    'spec.parentRefs[0]',
    'Accepted=False/NoMatchingListenerHostname',
    HTTP_ONLY,
  ],
  [
    'tlsroute-invalid-no-matching-listener',
    'TLSRoute gateway-conformance-infra/tlsroute-no-matching-section-name',
    'no-matching-section',
    'spec.parentRefs[0].sectionName',
    'Accepted=False/NoMatchingParent',
    HTTP_ONLY,
  ],
  [
    'tlsroute-invalid-no-matching-listener',
    'TLSRoute gateway-conformance-infra/tlsroute-not-allowed-protocol-http',
    'route-kind-not-allowed',
    'spec.parentRefs[0]',
    'Accepted=False/NotAllowedByListeners',
    HTTP_ONLY,
  ],
  [
    'tlsroute-invalid-no-matching-listener',
    'TLSRoute gateway-conformance-infra/tlsroute-not-allowed-protocol-https',
    'route-kind-not-allowed',
    'spec.parentRefs[0]',
    'Accepted=False/NotAllowedByListeners',
    HTTP_ONLY,
  ],
  [
    'udproute-not-allowed-by-listeners',
    'UDPRoute gateway-conformance-infra/udproute-not-allowed-by-listeners',
    'route-kind-not-allowed',
    'spec.parentRefs[0]',
    'Accepted=False/NotAllowedByListeners',
    [...HTTP_ONLY, 'istio'],
  ],
]

/** What an implementation must be seen to refuse because no parent takes it, once all is there. */
export const refusedByParents = (implementation: string): readonly Refused[] =>
  ROWS.filter(([, , , , , unreadBy = []]) => !unreadBy.includes(implementation)).map(([file, object, rule, path, condition]) => ({
    file: `tests/${file}.yaml`,
    object,
    rule,
    paths: [path],
    condition,
    why: 'the suite asserts it',
  }))

import { dependentsLose } from './consequence/dependents-lose.ts'
import { addressWithoutValue } from './gateway/address-without-value.ts'
import { frontendPortUnused } from './gateway/frontend-port-unused.ts'
import { insecureFrontendValidation } from './gateway/insecure-frontend-validation.ts'
import { severalGatewaysPerClass } from './gateway/several-gateways-per-class.ts'
import { unknownAddressType } from './gateway/unknown-address-type.ts'
import { ipHostname } from './hostname/ip-hostname.ts'
import { invalidRouteKind } from './listener/invalid-route-kind.ts'
import { listenerConflict } from './listener/listener-conflict.ts'
import { listenerFilterProtocol } from './listener/listener-filter-protocol.ts'
import { listenerWithoutCertificate } from './listener/listener-without-certificate.ts'
import { missingNamespaceSelector } from './listener/missing-namespace-selector.ts'
import { sharedPortConflict } from './listener/shared-port-conflict.ts'
import { unknownProtocol } from './listener/unknown-protocol.ts'
import { listenerSetConflict } from './parent/listener-set-conflict.ts'
import { listenerSetNotAllowed } from './parent/listener-set-not-allowed.ts'
import { listenerSetNotRead } from './parent/listener-set-not-read.ts'
import { namespaceNotAllowed } from './parent/namespace-not-allowed.ts'
import { noMatchingHostname } from './parent/no-matching-hostname.ts'
import { noMatchingSection } from './parent/no-matching-section.ts'
import { parentNotFound } from './parent/parent-not-found.ts'
import { parentNotServed } from './parent/parent-not-served.ts'
import { parentPortNotOffered } from './parent/parent-port-not-offered.ts'
import { routeKindNotAllowed } from './parent/route-kind-not-allowed.ts'
import { routeKindNotRead } from './parent/route-kind-not-read.ts'
import { unknownParentKind } from './parent/unknown-parent-kind.ts'
import { policyCaKind } from './policy/policy-ca-kind.ts'
import { policyCaMissing } from './policy/policy-ca-missing.ts'
import { policyConflict } from './policy/policy-conflict.ts'
import { policySectionUnknown } from './policy/policy-section-unknown.ts'
import { policySeveralTargets } from './policy/policy-several-targets.ts'
import { policyTargetKind } from './policy/policy-target-kind.ts'
import { policyTargetMissing } from './policy/policy-target-missing.ts'
import { missingReferenceGrant } from './reference/missing-reference-grant.ts'
import { backendTimeoutUnlimited } from './route/backend-timeout-unlimited.ts'
import { backendWeightsAllZero } from './route/backend-weights-all-zero.ts'
import { deprecatedSessionPersistence } from './route/deprecated-session-persistence.ts'
import { duplicateParentRef } from './route/duplicate-parent-ref.ts'
import { duplicateRuleName } from './route/duplicate-rule-name.ts'
import { mixedHostnameKinds } from './route/mixed-hostname-kinds.ts'
import { outrankedHostname } from './route/outranked-hostname.ts'
import { prefixRewriteWithoutPrefix } from './route/prefix-rewrite-without-prefix.ts'
import { redirectOnBackend } from './route/redirect-on-backend.ts'
import { repeatedHeaderAction } from './route/repeated-header-action.ts'
import { repeatedHeaderMatch } from './route/repeated-header-match.ts'
import { retryBeyondTimeout } from './route/retry-beyond-timeout.ts'
import { retryNotPortable } from './route/retry-not-portable.ts'
import { retryWithoutAttempts } from './route/retry-without-attempts.ts'
import { routeWithoutParent } from './route/route-without-parent.ts'
import { ruleWithoutBackends } from './route/rule-without-backends.ts'
import { shadowedByRoute } from './route/shadowed-by-route.ts'
import { shadowedMatch } from './route/shadowed-match.ts'
import { takenHostname } from './route/taken-hostname.ts'
import { takenListener } from './route/taken-listener.ts'
import { unmatchedHostname } from './route/unmatched-hostname.ts'
import { unsupportedQueryParams } from './route/unsupported-query-params.ts'
import type { Rule } from './rule.ts'

/** Every rule, one line each. */
export const RULES: readonly Rule[] = [
  addressWithoutValue,
  backendTimeoutUnlimited,
  backendWeightsAllZero,
  dependentsLose,
  deprecatedSessionPersistence,
  duplicateParentRef,
  duplicateRuleName,
  frontendPortUnused,
  insecureFrontendValidation,
  invalidRouteKind,
  ipHostname,
  listenerConflict,
  listenerFilterProtocol,
  listenerSetConflict,
  listenerSetNotAllowed,
  listenerSetNotRead,
  listenerWithoutCertificate,
  missingNamespaceSelector,
  missingReferenceGrant,
  mixedHostnameKinds,
  namespaceNotAllowed,
  noMatchingHostname,
  noMatchingSection,
  outrankedHostname,
  parentNotFound,
  parentNotServed,
  parentPortNotOffered,
  policyCaKind,
  policyCaMissing,
  policyConflict,
  policySectionUnknown,
  policySeveralTargets,
  policyTargetKind,
  policyTargetMissing,
  prefixRewriteWithoutPrefix,
  redirectOnBackend,
  repeatedHeaderAction,
  repeatedHeaderMatch,
  retryBeyondTimeout,
  retryNotPortable,
  retryWithoutAttempts,
  routeKindNotAllowed,
  routeKindNotRead,
  routeWithoutParent,
  ruleWithoutBackends,
  severalGatewaysPerClass,
  shadowedByRoute,
  shadowedMatch,
  sharedPortConflict,
  takenHostname,
  takenListener,
  unknownAddressType,
  unknownParentKind,
  unknownProtocol,
  unmatchedHostname,
  unsupportedQueryParams,
]

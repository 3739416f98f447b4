import { backendAcrossNamespaces } from './backend/backend-across-namespaces.ts'
import { backendAppProtocol } from './backend/backend-app-protocol.ts'
import { backendNotFound } from './backend/backend-not-found.ts'
import { backendPortNotFound } from './backend/backend-port-not-found.ts'
import { backendPortProtocol } from './backend/backend-port-protocol.ts'
import { backendWithoutPort } from './backend/backend-without-port.ts'
import { externalNameBackend } from './backend/external-name-backend.ts'
import { sessionAffinityConflict } from './backend/session-affinity-conflict.ts'
import { sessionNameRepeated } from './backend/session-name-repeated.ts'
import { sessionPersistenceTwice } from './backend/session-persistence-twice.ts'
import { unsupportedBackendKind } from './backend/unsupported-backend-kind.ts'
import { certificateHostname } from './certificate/certificate-hostname.ts'
import { certificateKind } from './certificate/certificate-kind.ts'
import { certificateMissing } from './certificate/certificate-missing.ts'
import { certificateSecretType } from './certificate/certificate-secret-type.ts'
import { certificateUnusable } from './certificate/certificate-unusable.ts'
import { frontendCaKind } from './certificate/frontend-ca-kind.ts'
import { frontendCaMissing } from './certificate/frontend-ca-missing.ts'
import { tooManyCertificates } from './certificate/too-many-certificates.ts'
import { classChanged } from './class/class-changed.ts'
import { classMissing } from './class/class-missing.ts'
import { className } from './class/class-name.ts'
import { classRefused } from './class/class-refused.ts'
import { parametersMissing } from './class/parameters-missing.ts'
import { parametersNamespace } from './class/parameters-namespace.ts'
import { unknownController } from './class/unknown-controller.ts'
import { dependentsLose } from './consequence/dependents-lose.ts'
import { listenerFilterReference } from './filter/listener-filter-reference.ts'
import { missingExtension } from './filter/missing-extension.ts'
import { redirectCodeUnpublished } from './filter/redirect-code-unpublished.ts'
import { unsupportedFilter } from './filter/unsupported-filter.ts'
import { unsupportedListenerFilter } from './filter/unsupported-listener-filter.ts'
import { unusableFilterValue } from './filter/unusable-filter-value.ts'
import { addressRoutability } from './gateway/address-routability.ts'
import { addressWithoutValue } from './gateway/address-without-value.ts'
import { frontendPortUnused } from './gateway/frontend-port-unused.ts'
import { insecureFrontendValidation } from './gateway/insecure-frontend-validation.ts'
import { severalGatewaysPerClass } from './gateway/several-gateways-per-class.ts'
import { unknownAddressType } from './gateway/unknown-address-type.ts'
import { unsupportedAddressType } from './gateway/unsupported-address-type.ts'
import { unusableAddress } from './gateway/unusable-address.ts'
import { ipHostname } from './hostname/ip-hostname.ts'
import { addressNotService } from './istio/address-not-service.ts'
import { classSwitchedOff } from './istio/class-switched-off.ts'
import { gatewayNameTooLong } from './istio/gateway-name-too-long.ts'
import { policyNotRead } from './istio/policy-not-read.ts'
import { reservedListenerPort } from './istio/reserved-listener-port.ts'
import { splitWithinService } from './istio/split-within-service.ts'
import { unexpectedListener } from './istio/unexpected-listener.ts'
import { annotationWithoutEffect } from './kong/annotation-without-effect.ts'
import { differingTimeouts } from './kong/differing-timeouts.ts'
import { gatewayConfiguration } from './kong/gateway-configuration.ts'
import { listenerTlsIgnored } from './kong/listener-tls-ignored.ts'
import { listenerWithoutHttpRoutes } from './kong/listener-without-http-routes.ts'
import { parentPortIgnored } from './kong/parent-port-ignored.ts'
import { portNotOffered } from './kong/port-not-offered.ts'
import { protocolNotServed } from './kong/protocol-not-served.ts'
import { publishServiceUnknown } from './kong/publish-service-unknown.ts'
import { routeKindGated } from './kong/route-kind-gated.ts'
import { routeNotTranslated } from './kong/route-not-translated.ts'
import { routeWithoutStatus } from './kong/route-without-status.ts'
import { severalBackendsPerRule } from './kong/several-backends-per-rule.ts'
import { severalCertificates } from './kong/several-certificates.ts'
import { severalClassesPerController } from './kong/several-classes-per-controller.ts'
import { statusNeverSettles } from './kong/status-never-settles.ts'
import { timeoutIgnored } from './kong/timeout-ignored.ts'
import { unmanagedAnnotationMissing } from './kong/unmanaged-annotation-missing.ts'
import { anotherMesh } from './kuma/another-mesh.ts'
import { gatewaysUnread } from './kuma/gateways-unread.ts'
import { headlessParent } from './kuma/headless-parent.ts'
import { ignoredField } from './kuma/ignored-field.ts'
import { meshNameUnread } from './kuma/mesh-name-unread.ts'
import { namesTooLong } from './kuma/names-too-long.ts'
import { parentWithoutStatus } from './kuma/parent-without-status.ts'
import { refusedWithoutStatus } from './kuma/refused-without-status.ts'
import { serviceProtocol } from './kuma/service-protocol.ts'
import { sharedServiceParent } from './kuma/shared-service-parent.ts'
import { invalidRouteKind } from './listener/invalid-route-kind.ts'
import { listenerConflict } from './listener/listener-conflict.ts'
import { listenerFilterProtocol } from './listener/listener-filter-protocol.ts'
import { listenerWithoutCertificate } from './listener/listener-without-certificate.ts'
import { missingNamespaceSelector } from './listener/missing-namespace-selector.ts'
import { overlappingTls } from './listener/overlapping-tls.ts'
import { passthroughCertificate } from './listener/passthrough-certificate.ts'
import { portProtocolMix } from './listener/port-protocol-mix.ts'
import { sharedPortConflict } from './listener/shared-port-conflict.ts'
import { tlsModeUnsupported } from './listener/tls-mode-unsupported.ts'
import { unknownProtocol } from './listener/unknown-protocol.ts'
import { unsupportedProtocol } from './listener/unsupported-protocol.ts'
import { defaultGatewayMissing } from './parent/default-gateway-missing.ts'
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
import { policyTargetRepeated } from './policy/policy-target-repeated.ts'
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
import { unreadableRegularExpression } from './route/unreadable-regular-expression.ts'
import { unsupportedQueryParams } from './route/unsupported-query-params.ts'
import type { Rule } from './rule.ts'

/** Every rule, one line each. */
export const RULES: readonly Rule[] = [
  addressNotService,
  addressRoutability,
  addressWithoutValue,
  annotationWithoutEffect,
  anotherMesh,
  backendAcrossNamespaces,
  backendAppProtocol,
  backendNotFound,
  backendPortNotFound,
  backendPortProtocol,
  backendTimeoutUnlimited,
  backendWeightsAllZero,
  backendWithoutPort,
  certificateHostname,
  certificateKind,
  certificateMissing,
  certificateSecretType,
  certificateUnusable,
  classChanged,
  classMissing,
  className,
  classRefused,
  classSwitchedOff,
  defaultGatewayMissing,
  dependentsLose,
  deprecatedSessionPersistence,
  differingTimeouts,
  duplicateParentRef,
  duplicateRuleName,
  externalNameBackend,
  frontendCaKind,
  frontendCaMissing,
  frontendPortUnused,
  gatewayConfiguration,
  gatewayNameTooLong,
  gatewaysUnread,
  headlessParent,
  ignoredField,
  insecureFrontendValidation,
  invalidRouteKind,
  ipHostname,
  listenerConflict,
  listenerFilterProtocol,
  listenerFilterReference,
  listenerSetConflict,
  listenerSetNotAllowed,
  listenerSetNotRead,
  listenerTlsIgnored,
  listenerWithoutCertificate,
  listenerWithoutHttpRoutes,
  meshNameUnread,
  missingExtension,
  missingNamespaceSelector,
  missingReferenceGrant,
  mixedHostnameKinds,
  namesTooLong,
  namespaceNotAllowed,
  noMatchingHostname,
  noMatchingSection,
  outrankedHostname,
  overlappingTls,
  parametersMissing,
  parametersNamespace,
  parentNotFound,
  parentNotServed,
  parentPortIgnored,
  parentPortNotOffered,
  parentWithoutStatus,
  passthroughCertificate,
  policyCaKind,
  policyCaMissing,
  policyConflict,
  policyNotRead,
  policySectionUnknown,
  policySeveralTargets,
  policyTargetKind,
  policyTargetMissing,
  policyTargetRepeated,
  portNotOffered,
  portProtocolMix,
  prefixRewriteWithoutPrefix,
  protocolNotServed,
  publishServiceUnknown,
  redirectCodeUnpublished,
  redirectOnBackend,
  refusedWithoutStatus,
  repeatedHeaderAction,
  repeatedHeaderMatch,
  reservedListenerPort,
  retryBeyondTimeout,
  retryNotPortable,
  retryWithoutAttempts,
  routeKindGated,
  routeKindNotAllowed,
  routeKindNotRead,
  routeNotTranslated,
  routeWithoutParent,
  routeWithoutStatus,
  ruleWithoutBackends,
  serviceProtocol,
  sessionAffinityConflict,
  sessionNameRepeated,
  sessionPersistenceTwice,
  severalBackendsPerRule,
  severalCertificates,
  severalClassesPerController,
  severalGatewaysPerClass,
  shadowedByRoute,
  shadowedMatch,
  sharedPortConflict,
  sharedServiceParent,
  splitWithinService,
  statusNeverSettles,
  takenHostname,
  takenListener,
  timeoutIgnored,
  tlsModeUnsupported,
  tooManyCertificates,
  unexpectedListener,
  unknownAddressType,
  unknownController,
  unknownParentKind,
  unknownProtocol,
  unmanagedAnnotationMissing,
  unmatchedHostname,
  unreadableRegularExpression,
  unsupportedAddressType,
  unsupportedBackendKind,
  unsupportedFilter,
  unsupportedListenerFilter,
  unsupportedProtocol,
  unsupportedQueryParams,
  unusableAddress,
  unusableFilterValue,
]

import { severalGatewaysPerClass } from './gateway/several-gateways-per-class.ts'
import { listenerConflict } from './listener/listener-conflict.ts'
import { sharedPortConflict } from './listener/shared-port-conflict.ts'
import { missingReferenceGrant } from './reference/missing-reference-grant.ts'
import { unsupportedQueryParams } from './route/unsupported-query-params.ts'
import type { Rule } from './rule.ts'

/** Every rule, one line each. */
export const RULES: readonly Rule[] = [listenerConflict, missingReferenceGrant, severalGatewaysPerClass, sharedPortConflict, unsupportedQueryParams]

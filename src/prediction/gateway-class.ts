import type { Gateway, GatewayClass } from '../gateway/objects.ts'
import { text } from '../gateway/shape.ts'
import { type ResolvedClass, resolveClass } from './class.ts'
import { classLimits } from './limits/owners.ts'
import type { ClassRefusal, Written } from './owner-facts.ts'
import { kindsNamed, parametersFact } from './parameters.ts'
import type { ClassPrediction, UnservedPrediction } from './prediction.ts'
import type { Context } from './status/context.ts'
import { classStatus } from './status/owner-status.ts'

/** What its controller would make of a GatewayClass, or that nobody known here would. */
export function predictGatewayClass(gatewayClass: GatewayClass, context: Context): ClassPrediction | UnservedPrediction | undefined {
  const { name } = gatewayClass.metadata
  const controllerName = text(gatewayClass.spec?.controllerName)
  if (controllerName === undefined) return undefined
  const implementation = context.implementations.ofController(controllerName)
  if (!implementation) return { kind: 'Unserved', object: gatewayClass, className: name, controllerName }
  const { status } = implementation
  const parameters = implementation.limits?.gatewaysUnread
    ? undefined
    : parametersFact(
        gatewayClass.spec?.parametersRef,
        {
          path: 'spec.parametersRef',
          fitting: kindsNamed(status?.classParameters),
          ofCluster: status?.classParametersClusterScoped === true,
          written: writtenOf(gatewayClass, context),
        },
        context,
      )
  const limits = classLimits(gatewayClass, implementation, context.view)
  return { kind: 'GatewayClass', object: gatewayClass, implementation, ...(parameters && { parameters }), isNameLabel: isLabel(name), limits }
}

function writtenOf(gatewayClass: GatewayClass, context: Context): Written {
  const accepted = classStatus(gatewayClass, context)?.conditions?.find(({ type }) => type === 'Accepted')
  return accepted?.status === 'False' ? { condition: accepted, silent: false } : { silent: accepted !== undefined }
}

/** Names of what controllers generate for a class: a Service, or the value of a label (RFC 1123). */
function isLabel(name: string): boolean {
  return /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)
}

/** Why a class is not accepted: as predicted, or as its status has it. */
export function classRefusal({ gatewayClass, implementation }: ResolvedClass, context: Context): ClassRefusal | undefined {
  if (!gatewayClass) return undefined
  const { status } = implementation
  const serves = status !== undefined && status.ownChecks?.includes('class accepted') !== true
  const { condition, silent } = writtenOf(gatewayClass, context)
  if (condition) return { reason: condition.reason, from: 'prediction', serves }
  const old = gatewayClass.status?.conditions?.find(({ type }) => type === 'Accepted')
  // What is refused for its parameters alone is not once they are there.
  if (old?.status !== 'False' || (silent && old.reason === 'InvalidParameters')) return undefined
  return { reason: text(old.reason) ?? '', from: 'status', serves }
}

/** A Gateway whose class is not there, or of a controller that nobody here knows; undefined where that is not known. */
export function unservedGateway(gateway: Gateway, before: Gateway | undefined, { view, implementations }: Context): UnservedPrediction | undefined {
  const className = text(gateway.spec?.gatewayClassName)
  if (className === undefined || resolveClass(className, view, implementations)) return undefined
  const found = view.get('GatewayClass', undefined, className)
  if (found.state === 'unknown') return undefined
  const controllerName = found.state === 'found' ? text(found.object.spec?.controllerName) : undefined
  if (found.state === 'found' && controllerName === undefined) return undefined
  return { kind: 'Unserved', object: gateway, className, ...(controllerName !== undefined && { controllerName }), ...formerClass(gateway, before) }
}

/** The class that a change takes a Gateway from. */
export function formerClass(gateway: Gateway, before: Gateway | undefined): { readonly formerClass?: string } {
  const former = text(before?.spec?.gatewayClassName)
  return former === undefined || former === gateway.spec?.gatewayClassName ? {} : { formerClass: former }
}

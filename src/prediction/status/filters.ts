import type { RouteStatusChoices } from '../../gateway/route-choices.ts'
import { type Fields, isRecord, records, text } from '../../gateway/shape.ts'
import { type Context, existenceOf } from './context.ts'

// RFC 7230, as internal/gatewayapi/filters.go has it, but written so that it takes linear time here as well.
const HEADER_VALUE = /^[!-~]+([\t ][!-~]+)*$/
const HOSTNAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/

/** Whether an ExtensionRef names a kind of filter that the controller has, and one that is there. */
export function extensionFault(
  extensionRef: unknown,
  namespace: string,
  { extensionFilters }: RouteStatusChoices,
  context: Context,
): 'unknown kind' | 'absent' | undefined {
  if (!extensionFilters) return undefined
  const ref = isRecord(extensionRef) ? extensionRef : {}
  const [group, kind, name] = [text(ref.group) ?? '', text(ref.kind) ?? '', text(ref.name) ?? '']
  if (!extensionFilters.includes(`${group}/${kind}`)) return 'unknown kind'
  return existenceOf(group, kind, namespace, name, context) === 'absent' ? 'absent' : undefined
}

/** Whether every header that a filter changes can be changed, to a value that a header can have; true for filters of other types. */
export function hasUsableHeaders(filter: Fields): boolean {
  return isUsableModifier(filter.requestHeaderModifier) && isUsableModifier(filter.responseHeaderModifier)
}

function isUsableModifier(modifier: unknown): boolean {
  if (!isRecord(modifier)) return true
  const { add, set, remove } = modifier
  return records(set).every(isUsableHeader) && records(add).every(isUsableHeader) && (!Array.isArray(remove) || remove.every(isModifiable))
}

function isUsableHeader({ name, value }: Fields): boolean {
  return isModifiable(name) && HEADER_VALUE.test(text(value) ?? '')
}

function isModifiable(name: unknown): boolean {
  return typeof name === 'string' && name !== '' && !/[/:]/.test(name) && name.toLowerCase() !== 'host'
}

/** Whether the hostname that a redirect or rewrite sets is a hostname, and no address. */
export function hasUsableHostname(filter: Fields): boolean {
  return ['requestRedirect', 'urlRewrite'].every((field) => {
    const value = filter[field]
    const hostname = isRecord(value) ? value.hostname : undefined
    if (hostname === undefined) return true
    return typeof hostname === 'string' && hostname.length <= 253 && HOSTNAME.test(hostname) && !/^\d+\.\d+\.\d+\.\d+$/.test(hostname)
  })
}

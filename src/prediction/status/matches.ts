import type { Route } from '../../gateway/objects.ts'
import { type Fields, isRecord, records, text } from '../../gateway/shape.ts'

/**
 * A key for each thing that a rule of an HTTPRoute or GRPCRoute matches: two keys are equal just where they match the same requests by the
 * same means. Header names compare in lower case, and order says nothing. Source: GEP-1911 on GRPC paths, and route.go:2121 of Envoy Gateway.
 */
export function matchKeys(route: Route, position: number): string[] {
  const rules: unknown = route.spec?.rules
  const rule: unknown = Array.isArray(rules) ? rules[position] : undefined
  const matches = isRecord(rule) ? records(rule.matches) : []
  const key = route.kind === 'GRPCRoute' ? grpcKey : httpKey
  return (matches.length > 0 ? matches : [{}]).map(key)
}

function httpKey(match: Fields): string {
  const path = isRecord(match.path) ? match.path : {}
  const type = text(path.type) ?? 'PathPrefix'
  const value = text(path.value) ?? '/'
  const method = text(match.method)
  return JSON.stringify([
    type === 'PathPrefix' ? prefix(value) : `${type} ${value}`,
    [...records(match.headers).map(headerKey), ...(method === undefined ? [] : [`:method Exact ${method}`])].sort(),
    records(match.queryParams)
      .map((one) => `${text(one.name)} ${text(one.type) ?? 'Exact'} ${text(one.value)}`)
      .sort(),
  ])
}

function grpcKey(match: Fields): string {
  const method = isRecord(match.method) ? match.method : {}
  const [service, name, type] = [text(method.service), text(method.method), text(method.type) ?? 'Exact']
  const headers = records(match.headers).map(headerKey)
  let path = prefix('/')
  if (type === 'RegularExpression' && (service !== undefined || name !== undefined)) {
    path = `RegularExpression /${service ?? '(?i)\\.?[a-z_][a-z_0-9]*(\\.[a-z_][a-z_0-9]*)*'}/${name ?? '[A-Za-z_][A-Za-z_0-9]*'}`
  } else if (service !== undefined) path = name === undefined ? prefix(`/${service}`) : `Exact /${service}/${name}`
  else if (name !== undefined) headers.push(`:path Suffix /${name}`)
  return JSON.stringify([path, headers.sort(), []])
}

function prefix(path: string): string {
  return `PathPrefix ${path === '/' ? path : path.replace(/\/$/, '')}`
}

function headerKey(header: Fields): string {
  return `${(text(header.name) ?? '').toLowerCase()} ${text(header.type) ?? 'Exact'} ${text(header.value)}`
}

import { describe, expect, it } from 'vitest'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { mixedHostnameKinds } from '../../src/rules/route/mixed-hostname-kinds.ts'
import { born, contested, path, rules } from './contests.ts'
import { paths } from './places.ts'

const listeners = ['web HTTP 80']
const spec = (...hostnames: string[]) => ({ ...(hostnames.length > 0 && { hostnames }), ...rules([path('/a')]) })
const found = (hostnames: string[], others: readonly UntypedObject[], entry: string | undefined = 'gateway-api@1.7') =>
  contested(mixedHostnameKinds, spec(...hostnames), others, { listeners, ...(entry && { entry }) })
const grpc = (hostnames: string[], day = 1) =>
  born({ ...(hostnames.length > 0 && { hostnames }), rules: [{}] }, { kind: 'GRPCRoute', day, name: `of-${day}` })

describe('mixed-hostname-kinds', () => {
  it('tells the hostname that an older GRPCRoute shares, equal or wider', () => {
    expect(found(['x.example', 'a.b.example'], [grpc(['*.b.example'])])).toMatchObject([
      {
        class: 'odd',
        path: 'spec.hostnames[1]',
        message:
          'GRPCRoute "of-1" is older and shares a hostname on listener "web" for a.b.example: an implementation may refuse the younger of an HTTPRoute and a GRPCRoute',
      },
    ])
    expect(paths(found(['a.example'], [grpc([])]))).toEqual(['spec.hostnames[0]'])
    expect(paths(found([], [grpc([])]))).toEqual(['spec.parentRefs[0]'])
  })

  it('not a younger one, nor one of its own kind, nor another hostname', () => {
    expect(found(['a.example'], [grpc(['a.example'], 6), grpc(['b.example']), born(spec('a.example'))])).toEqual([])
  })

  it('not where the controller serves both', () => expect(found(['a.example'], [grpc(['a.example'])], '')).toEqual([]))
})

import { describe, expect, it } from 'vitest'
import type { UntypedObject } from '../../src/gateway/objects.ts'
import { classRefused } from '../../src/rules/class/class-refused.ts'
import { gateway } from '../gateway/objects.ts'
import { foundBy } from './found.ts'
import { CLASS, SPEC } from './places.ts'

const edge = (of: string) => gateway({ className: of, listeners: ['web HTTP 80', 'bad HTTP 80', 'odd SCTP 81'] })

describe('class-refused', () => {
  const refused = (of: UntypedObject, status: string, reason: string) => ({
    ...of,
    status: {
      conditions: [
        { type: 'SupportedVersion', status: 'False', reason: 'UnsupportedVersion' },
        { type: 'Accepted', status, reason },
      ],
    },
  })
  const missing = { group: '', kind: 'ConfigMap', name: 'gone', namespace: 'default' }
  const withParameters = (of: UntypedObject) => ({ ...of, spec: { ...(of.spec as object), parametersRef: missing } })

  it('says so where the status of the class does', () => {
    expect(foundBy(classRefused, edge('bare'), [refused(CLASS, 'False', 'Unsupported')], SPEC)).toMatchObject([
      {
        class: 'contradiction',
        whole: false,
        path: 'spec.gatewayClassName',
        message: 'GatewayClass "bare" is not accepted (Accepted=False/Unsupported): its Gateways are left alone, and their status says nothing',
        restsOn: [{ kind: 'GatewayClass', name: 'bare', state: 'found' }],
      },
    ])
  })

  it('says so where it is predicted', () => {
    expect(foundBy(classRefused, edge('bare'), [withParameters(CLASS)], SPEC)).toMatchObject([
      {
        message:
          'GatewayClass "bare" will not be accepted (Accepted=False/InvalidParameters): Gateway API 1.7 may serve the Gateway all the same, without what the class asks for',
      },
    ])
  })

  it.each([
    ['it is accepted', refused(CLASS, 'True', 'Accepted')],
    ['nobody has looked at it yet', refused(CLASS, 'Unknown', 'Pending')],
    ['what it was refused for is there now', refused(CLASS, 'False', 'InvalidParameters')],
    ['there is no status', CLASS],
  ])('finds nothing where %s', (_, of) => {
    expect(foundBy(classRefused, edge('bare'), [of], SPEC)).toEqual([])
  })
})

import { describe, it } from 'vitest'
import { implementationsFrom } from '../../src/implementations/index.ts'
import { expectSuite } from './suite.ts'

const PROXY = 'proxyPorts=80:HTTP+8080:HTTP+443:HTTPS+8443:TLS+9000:TCP+9001:UDP'

describe.each([
  { suite: 'kong', entry: `kic@3.5,gatewayAlpha=true,routerFlavor=traditional,${PROXY}`, bad: 913 },
  { suite: 'kong-expressions', entry: `kic@3.5,gatewayAlpha=true,routerFlavor=expressions,${PROXY}`, bad: 883 },
  { suite: 'kong-no-alpha', entry: 'kic@3.5,routerFlavor=traditional,proxyPorts=80:HTTP+443:HTTPS+9000:TCP+9001:UDP+8899:TLS', bad: 1059 },
])('$suite', ({ suite, entry, bad }) => {
  it('the status of every object, condition by condition', () => {
    expectSuite({ suite, states: 'kong', implementations: implementationsFrom([entry]), bad, known: {} })
  })
})

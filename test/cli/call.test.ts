import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CHECKOUT, portcullis } from './program.ts'

const { version, bin } = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8')) as { version: string; bin: Record<string, string> }

describe('portcullis', () => {
  it('says its version and what it can do, on stdout and with exit code 0', async () => {
    expect(await portcullis(['--version'])).toEqual({ code: 0, stdout: `portcullis ${version}\n`, stderr: '' })
    const help = await portcullis(['--help'])
    expect(help).toMatchObject({ code: 0, stderr: '' })
    expect(help.stdout).toContain('serve')
    expect(await portcullis([])).toEqual(help)
    expect((await portcullis(['serve', '--help'])).stdout).toContain('--webhook-configuration NAME')
  })

  it('is a kubectl plugin as well', () => {
    expect(bin).toEqual({ portcullis: 'dist/main.js', 'kubectl-portcullis': 'dist/main.js' })
  })

  it.each([
    [['sevre'], 'portcullis: there is no command "sevre": known are serve, check, predict, explain, implementations; see portcullis --help\n'],
    [['serve', '--clster', 'x'], "portcullis serve: Unknown option '--clster'; see portcullis serve --help\n"],
    [['serve', 'examples'], "portcullis serve: Unexpected argument 'examples'; see portcullis serve --help\n"],
    [
      ['serve', '--bind', '8443'],
      'portcullis serve: --bind cannot be "8443": write ADDRESS:PORT, such as 127.0.0.1:8443 or [::1]:8443; see portcullis serve --help\n',
    ],
    [
      ['serve', '--health-bind', '::1:80'],
      'portcullis serve: --health-bind cannot be "::1:80": write ADDRESS:PORT, such as 127.0.0.1:8443 or [::1]:8443; see portcullis serve --help\n',
    ],
    [
      ['serve', '--preset', 'strict'],
      'portcullis serve: --preset cannot be "strict": write default, gitops, warn-only; see portcullis serve --help\n',
    ],
    [
      ['serve', '--preset', 'constructor'],
      'portcullis serve: --preset cannot be "constructor": write default, gitops, warn-only; see portcullis serve --help\n',
    ],
    [
      ['serve', '--log-level', 'loud'],
      'portcullis serve: --log-level cannot be "loud": write fatal, error, warn, info, debug, trace, silent; see portcullis serve --help\n',
    ],
    [
      ['serve', '--drain-delay', '-1'],
      'portcullis serve: --drain-delay needs a value, and --drain-delay=VALUE where it begins with a dash; see portcullis serve --help\n',
    ],
    [['serve', '--cluster', ''], 'portcullis serve: --cluster needs a value; see portcullis serve --help\n'],
    [
      ['serve', '--cluster', 'x', '--kubeconfig', 'y'],
      'portcullis serve: --cluster and --kubeconfig cannot go together: the cluster is either a folder or a real one; see portcullis serve --help\n',
    ],
    [['serve', '--self-signed-dir', 'x'], 'portcullis serve: --self-signed-dir goes with --cluster; see portcullis serve --help\n'],
    [
      ['serve', '--implementation', 'kong@3'],
      /^portcullis serve: --implementation: "kong" in "kong@3" is no implementation: known names are kic, kong-operator, /,
    ],
    [
      ['serve', '--implementation', 'kic@3.5,flavor=x'],
      /setting "flavor" of kic is not known: known are gatewayAlpha, routerFlavor, proxyPorts, publishService/,
    ],
  ] as const)('%j: exit code 2, and what is wrong', async (args, message) => {
    const { code, stdout, stderr } = await portcullis(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    if (typeof message === 'string') expect(stderr).toBe(message)
    else expect(stderr).toMatch(message)
    expect(stderr.trimEnd()).not.toContain('\n')
  })

  it.each([
    [
      ['serve', '--cluster', 'nowhere'],
      'portcullis serve: nowhere does not exist: the cluster must be a folder of manifests (*.yaml, *.yml, *.json)\n',
    ],
    [['serve', '--kubeconfig', 'nowhere'], 'portcullis serve: kubeconfig nowhere: there is no such file\n'],
    [['serve', '--cluster', 'examples/cluster', '--config', 'nowhere'], 'portcullis serve: nowhere: there is no such configuration file\n'],
    [
      ['serve', '--cluster', 'examples/cluster', '--tls-dir', 'nowhere', '--bind', '127.0.0.1:0', '--health-bind', '127.0.0.1:0'],
      'portcullis serve: --tls-dir nowhere: there is no file nowhere/tls.crt; the folder must hold tls.crt and tls.key in PEM\n',
    ],
  ] as const)('%j: exit code 1, and what is wrong', async (args, message) => {
    expect(await portcullis(args)).toEqual({ code: 1, stdout: '', stderr: message })
  })
})

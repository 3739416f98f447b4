import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeKubeconfig } from '../support/control-plane/kubeconfig.ts'
import { describeOnControlPlane } from '../support/on-control-plane.ts'

describeOnControlPlane('the control plane', (plane) => {
  it('is the version that its module names, and no newer than its kubectl', async () => {
    const { clientVersion, serverVersion } = JSON.parse(await plane().kubectl.must(['version', '-o', 'json']))
    expect(serverVersion.gitVersion).toBe(clientVersion.gitVersion)
    expect(serverVersion.gitVersion).toMatch(/^v1\.\d+\.\d+$/)
  })

  it('gives a ServiceAccount a token, and with it no more than its rights', async () => {
    const { kubectl, url, ca, folder } = plane()
    await kubectl.must(['create', 'serviceaccount', 'reader'])
    await kubectl.must(['create', 'clusterrole', 'namespaces', '--verb=list', '--resource=namespaces'])
    await kubectl.must(['create', 'clusterrolebinding', 'reader', '--clusterrole=namespaces', '--serviceaccount=default:reader'])
    const token = (await kubectl.must(['create', 'token', 'reader'])).trim()
    const kubeconfig = join(folder, 'reader.kubeconfig')
    await writeKubeconfig(kubeconfig, { url, ca, user: 'reader', token })
    const reader = kubectl.with({ kubeconfig })
    expect(await reader.must(['get', 'namespaces', '-o', 'name'])).toContain('namespace/kube-system')
    expect(await reader.run(['get', 'secrets'])).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('"system:serviceaccount:default:reader" cannot list resource "secrets"'),
    })
  })

  it('keeps its data over a restart of the API server', async () => {
    const { kubectl, stopApiServer, startApiServer } = plane()
    await kubectl.must(['create', 'configmap', 'kept', '--from-literal=a=b'])
    await stopApiServer()
    expect((await kubectl.run(['get', 'configmap', 'kept'])).stderr).toContain('refused')
    await startApiServer()
    expect(await kubectl.must(['get', 'configmap', 'kept', '-o', 'jsonpath={.data.a}'])).toBe('b')
  })

  it('does not outlive a process that is killed', async () => {
    const script = `
      import { startControlPlane } from '${join(import.meta.dirname, '../support/control-plane/start.ts')}'
      const { folder, url } = await startControlPlane(process.argv[1])
      console.log(JSON.stringify({ folder, url }))
      setInterval(() => undefined, 1000)`
    const { assets } = plane()
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, assets], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
    const { folder, url } = JSON.parse(line)
    expect(existsSync(join(folder, 'etcd'))).toBe(true)
    child.kill('SIGKILL')
    await expect.poll(() => existsSync(folder), { timeout: 10_000 }).toBe(false)
    await expect(fetch(url)).rejects.toThrow()
  })
})

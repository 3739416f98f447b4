/** One HTTP exchange with the API server. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  /** Path and query: `/apis/gateway.networking.k8s.io/v1/gateways?limit=250`. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal: AbortSignal
}

export interface ApiResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The body as it arrives. It must be read to its end or cancelled, or the connection is lost for others. */
  readonly body: AsyncIterable<Uint8Array> & { cancel(): void }
}

/**
 * The way to the API server: address, trust and credentials of a kubeconfig or of the Pod. Credentials are read anew when they rotate.
 * Rejects with an error that names the server when no answer comes; a status of 400 and above is an answer, not an error.
 */
export interface Transport {
  /** The API server's address, for messages. */
  readonly server: string
  request(request: ApiRequest): Promise<ApiResponse>
  close(): Promise<void>
}

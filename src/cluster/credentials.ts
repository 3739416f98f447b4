/** What one request to the API server needs. All text is PEM. */
export interface Access {
  readonly headers: Readonly<Record<string, string>>
  readonly tls: {
    readonly ca?: string
    readonly cert?: string
    readonly key?: string
    readonly servername?: string
    readonly rejectUnauthorized?: boolean
  }
  /** An http or https proxy. */
  readonly proxy?: string
}

/** Who we are to which API server. */
export interface Credentials {
  /** `https://HOST:PORT`, with a path where the API server is behind one. */
  readonly server: string
  /** What is valid now; cheap enough to be asked for each request. Rejects with an error that names the file or the command that failed. */
  read(): Promise<Access>
  /** Forgets whatever is kept in memory, after the server has refused it. */
  reload(): Promise<void>
}

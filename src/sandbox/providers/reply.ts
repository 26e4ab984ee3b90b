/** An answer before it goes out. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function json(status: number, body: object): Reply {
  return { status, contentType: "application/json; charset=utf-8", text: JSON.stringify(body) };
}

export function plainText(status: number, text: string): Reply {
  return { status, contentType: "text/plain; charset=utf-8", text };
}

export function html(status: number, title: string): Reply {
  return {
    status,
    contentType: "text/html; charset=utf-8",
    text: `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  };
}

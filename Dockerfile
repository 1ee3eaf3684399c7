FROM node:24.20.0-trixie-slim AS base
WORKDIR /desk

FROM base AS build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/static.mjs scripts/release.mjs scripts/
COPY bot bot
COPY cards cards
COPY dialogs dialogs
COPY src src
RUN npm run release

FROM base
ENV NODE_ENV=production DATA_DIR=/data
RUN mkdir /data && chown node:node /data
COPY --from=build /desk/release ./
USER node
VOLUME /data
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3978}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The product exits within half a minute of SIGTERM: docker run --stop-timeout 40.
CMD ["node", "dist/bot/main.js"]

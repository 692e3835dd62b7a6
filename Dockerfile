# Build with the development tools, train the model, run with neither them nor root.
FROM node:20-bookworm AS build
WORKDIR /app
COPY . .
RUN npm ci && npm prune --omit=dev --ignore-scripts
# The first question learns the content; without the sources the result fits the image that runs.
RUN rm -rf src test && node dist/cli/main.js ask 你好

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 SHEBAO_DATA_DIR=/data
COPY --from=build --chown=node:node /app/package.json ./
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/dist ./dist
# Not to be written to: what is taught would be gone with the container. Mount folders here to teach.
COPY --from=build /app/knowledge ./knowledge
COPY --from=build /app/dialogs ./dialogs
COPY --from=build --chown=node:node /app/.cache ./.cache
# What proposals of the staff desk are measured by.
COPY --chown=node:node test/questions ./test/questions
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3978) + '/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/cli/main.js"]
CMD ["serve"]

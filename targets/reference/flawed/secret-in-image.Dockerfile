# Dockerfile.flawed with a secret baked in. For trying the suite, never for shipping.
FROM node:24-bookworm-slim
WORKDIR /srv
ENV NODE_ENV=production
COPY package.json ./
COPY node_modules ./node_modules
COPY app ./app
COPY flawed.ts ./
COPY flawed ./flawed
RUN echo SESSION_SECRET=3f9a6d0c5be1478a92d7e6b8c4f1a05d > .env.production
ENV SESSION_SECRET=3f9a6d0c5be1478a92d7e6b8c4f1a05d
USER 10001:10001
EXPOSE 3000
CMD ["node", "flawed.ts"]

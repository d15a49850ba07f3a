# An image of Adda: built by `make build`, run by an account of its own, with its data in the volume /data.
#   docker build -t adda .          (BuildKit, which is the default; or: podman build -t adda .)
# Both stages stand on the same Debian release: the binary is linked against its libraries.

ARG RUST=1.95.0
FROM node:24-bookworm-slim AS node

FROM rust:${RUST}-bookworm AS build
COPY --from=node /usr/local/bin/ /usr/local/bin/
COPY --from=node /usr/local/lib/node_modules/ /usr/local/lib/node_modules/
# A layer of its own: the toolchain is fetched once.
ARG RUST
RUN rustup toolchain install ${RUST} --profile minimal \
    --component clippy --component rustfmt --target wasm32-unknown-unknown
WORKDIR /build
COPY . .
# The caches make the second build short. What is in them is no part of the image, so the result is copied out.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/root/.cache \
    --mount=type=cache,target=/root/.npm \
    --mount=type=cache,target=/build/target \
    make build && cp target/release/adda /adda

FROM debian:bookworm-slim
# AI services are reached by https: their certificates are checked against these.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin adda \
    && install --directory --owner=adda --group=adda --mode=0700 /data
COPY --from=build /adda /usr/local/bin/adda
ENV ADDA_SERVER__ADDR=0.0.0.0:3000 \
    ADDA_SERVER__DATA_DIR=/data
# By number, so that Kubernetes can see that it is not root.
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["adda", "health"]
ENTRYPOINT ["adda"]
CMD ["serve"]

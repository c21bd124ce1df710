# The program in a container, without root: a node of a shop whose log is in Kafka and whose tables are in PostgreSQL (docker-compose.yml).

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
ENV CI=true DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Packages first, for they change seldom: what they are restored by, and nothing else.
COPY global.json .editorconfig Directory.Build.props Directory.Packages.props ./
COPY AkkaCommerce.Ingestion/*.csproj AkkaCommerce.Ingestion/packages.lock.json AkkaCommerce.Ingestion/
COPY AkkaCommerce.Simulation/*.csproj AkkaCommerce.Simulation/packages.lock.json AkkaCommerce.Simulation/
COPY AkkaCommerce.Analytics/*.csproj AkkaCommerce.Analytics/packages.lock.json AkkaCommerce.Analytics/
COPY AkkaCommerce.Node/*.csproj AkkaCommerce.Node/packages.lock.json AkkaCommerce.Node/
RUN dotnet restore AkkaCommerce.Node

COPY hocon hocon
COPY AkkaCommerce.Ingestion AkkaCommerce.Ingestion
COPY AkkaCommerce.Simulation AkkaCommerce.Simulation
COPY AkkaCommerce.Analytics AkkaCommerce.Analytics
COPY AkkaCommerce.Node AkkaCommerce.Node
# The native libraries of other systems are three quarters of what is published.
RUN dotnet publish AkkaCommerce.Node --no-restore --configuration Release --no-self-contained --output /app \
 && find /app/runtimes -mindepth 1 -maxdepth 1 ! -name linux-x64 ! -name linux-arm64 ! -name unix -exec rm -r {} +

FROM mcr.microsoft.com/dotnet/runtime:10.0
COPY --from=build /app /app
# The password of the database from a file, as PostgreSQL's own image takes it: so it is in no command line and in no description of the container.
RUN printf '%s\n' '#!/bin/sh' \
    'if [ -n "$PGPASSWORD_FILE" ]; then PGPASSWORD=$(cat "$PGPASSWORD_FILE") && export PGPASSWORD || exit 1; fi' \
    'exec /app/akkacommerce "$@"' > /usr/local/bin/akkacommerce \
 && chmod 755 /usr/local/bin/akkacommerce \
 && mkdir /data && chown "$APP_UID" /data
ENV AKKACOMMERCE__DATA=/data
USER $APP_UID
WORKDIR /data
VOLUME /data
EXPOSE 4053
ENTRYPOINT ["akkacommerce"]
CMD ["run"]

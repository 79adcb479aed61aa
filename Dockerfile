# Blog's image, in two stages: one that builds it, and one that runs it and holds nothing else.

FROM maven:3.9-eclipse-temurin-25 AS build
# PostgreSQL, which the build starts for a moment to make the schema's classes, does not run as root.
RUN useradd --create-home builder && install -d -o builder /build
USER builder
WORKDIR /build

# Building nothing fetches what the build needs, into a layer which only the build's own files outdate.
RUN mkdir -p src/main/java db-migrations
COPY --chown=builder pom.xml ./
COPY --chown=builder .mvn .mvn
COPY --chown=builder src/build src/build
RUN echo 'class Nothing {}' >src/main/java/Nothing.java \
 && echo 'create table nothing (id integer, constraint nothing_pkey primary key (id));' >db-migrations/V1__nothing.sql \
 && mvn -B -q -DskipTests -Dbuild.db=embedded -Dschema.unused=SILENT package \
 && rm -r src/main/java/* db-migrations/* target

COPY --chown=builder db-migrations db-migrations
COPY --chown=builder src/main src/main
RUN mvn -B -q -Dmaven.test.skip=true -Dbuild.db=embedded package

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /blog --shell /usr/sbin/nologin blog
WORKDIR /blog
COPY --from=build /build/target/lib lib
COPY --from=build /build/target/blog.jar /build/src/main/jvm/serve.options ./
USER 10001
ENV HOST=0.0.0.0 PORT=8080
EXPOSE 8080
# The image has neither curl nor wget, so Blog asks itself, at the PORT it is run with.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx16m -cp blog.jar blog.platform.ops.ContainerHealthCheck \
    "http://127.0.0.1:${PORT:-8080}/health/ready"
ENTRYPOINT ["java", "@serve.options", "-jar", "blog.jar"]
CMD ["serve"]

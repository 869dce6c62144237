import { execFile } from 'node:child_process';
import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Builds, BuiltFile } from './builds';

const run = promisify(execFile);
const maxMs = 120_000;

/** Builds a Spring Boot application twice, a class changed, without a network; says why where Maven cannot. */
export async function mavenBuilds(folder: string): Promise<Builds | string> {
  const project = join(folder, 'maven');
  const sources = join(project, 'src/main/java/com/acme');
  await mkdir(sources, { recursive: true });
  await writeFile(join(project, 'pom.xml'), pom);
  await writeFile(join(sources, 'Orders.java'), mainSource);
  const build = async (name: string): Promise<BuiltFile> => {
    await writeFile(join(sources, 'Greeting.java'), greetingSource(name));
    await run('mvn', ['-o', '-B', '-q', '-DskipTests', 'package'], { cwd: project, timeout: maxMs });
    const path = join(folder, `maven ${name}.jar`);
    await copyFile(join(project, 'target/orders-1.0.0.jar'), path);
    return { path, bytes: (await stat(path)).size };
  };
  try {
    return { first: await build('first'), class: await build('changed') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? 'there is no Maven' : 'Maven cannot build it without a network';
  }
}

const starters = ['web', 'data-jpa', 'actuator'].map(
  (name) => `
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-${name}</artifactId></dependency>`,
);

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>3.5.7</version>
    <relativePath/>
  </parent>
  <groupId>com.acme</groupId>
  <artifactId>orders</artifactId>
  <version>1.0.0</version>
  <dependencies>${starters.join('')}
  </dependencies>
  <build>
    <plugins>
      <plugin><groupId>org.springframework.boot</groupId><artifactId>spring-boot-maven-plugin</artifactId></plugin>
    </plugins>
  </build>
</project>
`;

const mainSource = `package com.acme;

@org.springframework.boot.autoconfigure.SpringBootApplication
public class Orders {
  public static void main(String[] arguments) {
    org.springframework.boot.SpringApplication.run(Orders.class, arguments);
  }
}
`;

function greetingSource(word: string): string {
  return `package com.acme;

class Greeting {
  String word() {
    return "${word}";
  }
}
`;
}

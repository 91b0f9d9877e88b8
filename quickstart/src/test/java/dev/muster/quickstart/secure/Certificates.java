package dev.muster.quickstart.secure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.security.KeyStore.PrivateKeyEntry;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/// An authority and the certificates it signed, made anew by the JDK's own tool, good for two days.
final class Certificates {
  private static final char[] PASSWORD = "of-the-store-3f9c".toCharArray();

  private final String authority;
  private final Path directory;
  private final Path store;

  private Certificates(String authority, Path directory) {
    this.authority = authority;
    this.directory = directory;
    this.store = directory.resolve("all.p12");
  }

  /// Makes the authority and nothing else.
  ///
  /// @param authority its name
  /// @param directory where everything is kept; made if it is missing
  static Certificates of(String authority, Path directory) throws Exception {
    Files.createDirectories(directory);
    var certificates = new Certificates(authority, directory);
    certificates.generate(authority, "-ext", "bc:c");
    return certificates;
  }

  /// Has one signed for a client, or for a server on this machine.
  Certificates with(String commonName) throws Exception {
    generate(commonName, "-signer", authority, "-ext", "san=ip:127.0.0.1,dns:localhost");
    return this;
  }

  /// What opens the stores.
  String password() {
    return new String(PASSWORD);
  }

  /// The authority's certificate.
  Path authority() throws Exception {
    return write(
        "authority.pem", pem("CERTIFICATE", entry(authority).getCertificate().getEncoded()));
  }

  /// The authority's certificate as a store.
  Path trustStore() throws Exception {
    KeyStore trusted = empty();
    trusted.setCertificateEntry(authority, entry(authority).getCertificate());
    return save(trusted, "trust.p12");
  }

  /// A certificate, followed by the authority's.
  Path chain(String commonName) throws Exception {
    return write(commonName + ".crt", chainText(commonName));
  }

  /// The key of a certificate.
  Path key(String commonName) throws Exception {
    return write(commonName + ".key", keyText(commonName));
  }

  /// Key and certificates in one file.
  Path keyAndChain(String commonName) throws Exception {
    return write(commonName + ".pem", keyText(commonName) + chainText(commonName));
  }

  /// Key and certificates as a store.
  Path keyStore(String commonName) throws Exception {
    KeyStore own = empty();
    own.setEntry(commonName, entry(commonName), new PasswordProtection(PASSWORD));
    return save(own, commonName + ".p12");
  }

  /// Lines of keys, for looking whether they show up anywhere.
  List<String> secrets() throws Exception {
    List<String> secrets = new ArrayList<>(List.of(password()));
    KeyStore all = load();
    for (String alias : Collections.list(all.aliases())) {
      secrets.add(keyText(alias).lines().skip(1).findFirst().orElseThrow());
    }
    return secrets;
  }

  private String keyText(String commonName) throws Exception {
    Key key = entry(commonName).getPrivateKey();
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private String chainText(String commonName) throws Exception {
    var text = new StringBuilder();
    for (Certificate certificate : entry(commonName).getCertificateChain()) {
      text.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    return text.toString();
  }

  private void generate(String commonName, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", commonName, "-dname", "CN=" + commonName));
    command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", password()));
    command.addAll(Arrays.asList(more));
    Path log = directory.resolve("keytool.log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    int exitCode =
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start().waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException("keytool failed: " + Files.readString(log));
    }
  }

  private PrivateKeyEntry entry(String alias) throws Exception {
    return (PrivateKeyEntry) load().getEntry(alias, new PasswordProtection(PASSWORD));
  }

  private KeyStore load() throws IOException, GeneralSecurityException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      all.load(in, PASSWORD);
    }
    return all;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    return empty;
  }

  private Path save(KeyStore some, String name) throws IOException, GeneralSecurityException {
    Path file = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      some.store(out, PASSWORD);
    }
    return file;
  }

  /// PostgreSQL, as server and as client, takes no key that others may read.
  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.deleteIfExists(file);
    var ownersOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    return Files.writeString(Files.createFile(file, ownersOnly), text);
  }

  private static String pem(String kind, byte[] encoded) {
    String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(encoded);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }
}

package io.treeline.exporter;

/** Version of this program, from the manifest of its jar. */
final class Version {

  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private Version() {}
}

package io.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Whatever other programs can use has a comment: everything public but the command line. */
class JavadocTest {

  private static final Path SOURCES = Path.of("src/main/java/io/espalier");

  @Test
  void nothingPublicGoesWithoutAComment() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> missing = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask parser =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources()));
      DocTrees comments = DocTrees.instance(parser);
      for (CompilationUnitTree file : parser.parse()) {
        new Uncommented(comments, missing).scan(file, true);
      }
    }
    assertThat(missing).isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(SOURCES)) {
      return all.filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.startsWith(SOURCES.resolve("cli")))
          .toList();
    }
  }

  /** Visits what is visible, which each visit is told of what surrounds it. */
  private static final class Uncommented extends TreePathScanner<Void, Boolean> {

    private final DocTrees comments;
    private final List<String> missing;

    Uncommented(DocTrees comments, List<String> missing) {
      this.comments = comments;
      this.missing = missing;
    }

    @Override
    public Void visitClass(ClassTree tree, Boolean visible) {
      boolean inside = visible && (isVisible(tree.getModifiers()) || isInInterface());
      check(tree.getSimpleName().toString(), inside);
      return super.visitClass(tree, inside);
    }

    @Override
    public Void visitMethod(MethodTree tree, Boolean visible) {
      boolean overrides =
          tree.getModifiers().getAnnotations().stream()
              .anyMatch(annotation -> annotation.toString().startsWith("@Override"));
      // A record is described where it is declared, with what it is made of.
      boolean ofRecord =
          tree.getName().contentEquals("<init>")
              && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
      boolean here = isVisible(tree.getModifiers()) || isInInterface();
      check(tree.getName().toString(), visible && here && !overrides && !ofRecord);
      // What lies in a method is nobody's.
      return null;
    }

    @Override
    public Void visitVariable(VariableTree tree, Boolean visible) {
      boolean constant = tree.getModifiers().getFlags().contains(Modifier.STATIC);
      boolean here = isVisible(tree.getModifiers()) || isInInterface();
      check(tree.getName().toString(), visible && here && constant);
      return null;
    }

    private static boolean isVisible(ModifiersTree modifiers) {
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || modifiers.getFlags().contains(Modifier.PROTECTED);
    }

    private boolean isPrivate() {
      return getCurrentPath().getLeaf() instanceof MethodTree method
          && method.getModifiers().getFlags().contains(Modifier.PRIVATE);
    }

    private boolean isInInterface() {
      TreePath parent = getCurrentPath().getParentPath();
      return parent != null && parent.getLeaf().getKind() == Tree.Kind.INTERFACE && !isPrivate();
    }

    private void check(String name, boolean wanted) {
      DocCommentTree comment = wanted ? comments.getDocCommentTree(getCurrentPath()) : null;
      if (wanted && comment == null) {
        Path file = Path.of(getCurrentPath().getCompilationUnit().getSourceFile().toUri());
        missing.add("%s in %s".formatted(name, file.getFileName()));
      }
    }
  }
}
